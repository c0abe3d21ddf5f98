"""规范性文件: the life of a document (measure 6). Here: how documents come in, are settled and taken back."""
