"""How much of a file is read: policy, no rule of law. One place, so that upload, import and tests agree."""

MB = 1024 * 1024

UPLOAD_BYTES = 50 * MB  # one file as it arrives
UNPACKED_BYTES = 200 * MB  # all parts of an archive together
PART_BYTES = 60 * MB  # one part of an archive
RATIO = 200  # unpacked to packed, for parts above RATIO_FROM
RATIO_FROM = MB
ENTRIES = 4000  # parts of an archive
PAGES = 3000  # of a PDF
NESTING = 2000  # depth of markup; what lies deeper is refused
TEXT_CHARS = 20_000_000  # of one document
CELLS_ACROSS = 200  # a cell may claim to span any number of columns; more than this is nonsense

JSONL_LINE_BYTES = 20 * MB
JSONL_BYTES = 4096 * MB  # unpacked
JSONL_RATIO_FROM = 64 * MB

# The subprocess that takes files apart.
WORKER_MEMORY_BYTES = 1536 * MB
WORKER_CPU_SECONDS = 900  # over its whole life; a single file is held by FILE_SECONDS
WORKER_FILES = 1000  # then it is replaced
FILE_SECONDS = 60
CONVERT_SECONDS = 120  # LibreOffice starts slowly
REPLY_BYTES = 200 * MB
