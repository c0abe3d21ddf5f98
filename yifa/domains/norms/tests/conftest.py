"""Every test of the imports keeps its files and its index in a folder of its own."""

import pytest


@pytest.fixture(autouse=True)
def data_folder(tmp_path, settings):
    settings.YIFA_DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path
