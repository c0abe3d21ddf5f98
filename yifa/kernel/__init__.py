"""The kernel: shared by all, knows no domain. Packages import only those that stand before them in style.md."""
