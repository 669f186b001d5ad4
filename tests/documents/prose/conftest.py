from __future__ import annotations

import pytest

from tests.documents.prose.converting import Writer


@pytest.fixture(scope="session")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Writer:
    return Writer(tmp_path_factory.mktemp("writer"))
