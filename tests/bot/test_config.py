"""The configuration: the example is the defaults, and what is wrong is named."""

import re
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.config import BadConfig, Config, load_config
from bot.errors import BadUse
from bot.logs import LogFormat
from bot.settings import SETTING_NAMES, BadSetting, read_settings
from rules.settings import Script, Settings

EXAMPLE = Path(__file__).parent.parent.parent / "config.example.toml"
KEY = "a key of sixteen"


def load(folder: Path, text: str, **environ: str) -> Config:
    path = folder / "config.toml"
    path.write_text(text)
    return load_config(path, environ)


def test_the_example_is_what_is_in_force_without_it(folder: Path):
    assert replace(load_config(EXAMPLE, {}), source=None) == load_config(None, {}) == Config()


def test_the_example_explains_every_key():
    lines = EXAMPLE.read_text().splitlines()
    keys = [line.partition(" = ")[0] for line in lines if " = " in line and line[0] != "#"]
    assert set(keys) >= {"url", "enabled", "host", "port", "accounts", "level", *SETTING_NAMES}
    above = [lines[place - 1] for place, line in enumerate(lines) if re.match(r"\w+ = ", line)]
    assert [line for line in above if not line.startswith(("#", "host"))] == []


def test_a_file_in_the_folder_is_read_without_being_named(folder: Path):
    (folder / "config.toml").write_text("[page]\nport = 9\n")
    assert load_config(None, {}).page.port == 9


def test_everything_can_be_set(folder: Path):
    config = load(
        folder,
        """
        [database]
        url = "sqlite:////srv/bot.db"
        [page]
        enabled = false
        [operators]
        accounts = ["tg:42"]
        [group]
        cutoff_at = "21:15"
        after_sales = "3d"
        quiet = "none"
        commission = "8.25%"
        script = "hant"
        [log]
        format = "json"
        """,
    )
    assert config.data_folder == Path("/srv")
    assert not config.page_on
    assert config.log.format is LogFormat.JSON
    assert config.settings == replace(
        Settings(),
        cutoff_at=time(21, 15),
        after_sales=timedelta(days=3),
        quiet_from=time(),
        quiet_until=time(),
        commission=825,
        script=Script.TRADITIONAL,
        operators=("tg:42",),
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[pgae]\nport = 1", "pgae"),
        ("page = 1", "page"),
        ("[page]\nprot = 1", "page.prot"),
        ("[page]\nport = 'x'", "page.port"),
        ("[page]\nport = 70000", "page.port"),
        ("[page]\nenabled = 'yes'", "page.enabled"),
        ("[page]\nhost = '0.0.0.0'", "page.host"),
        ("[database]\nurl = 'postgresql://bot:pw@localhost/x'", "database.url"),
        ("[database]\nurl = 'mysql://localhost/x'", "database.url"),
        ("[database]\nurl = 'postgresql://localhost:port/x'", "database.url"),
        ("[telegram]\nserver = 'api.telegram.org'", "telegram.server"),
        ("[group]\nreminder_before = '4000d'", "group.reminder_before"),
        ("[operators]\naccounts = ['42']", "operators.accounts"),
        ("[group]\ncutof_at = '20:00'", "group.cutof_at"),
        ("[group]\ncutoff_at = '25:00'", "group.cutoff_at"),
        ("[group]\ncutoff_at = 20:00:00", "group.cutoff_at"),
        ("[group]\ncommission = '120%'", "group.commission"),
        ("[group]\ntimezone = 'Asia/Nowhere'", "group.timezone"),
        ("[group]\nquiet = 'never'", "group.quiet"),
        ("[log]\nlevel = 'loud'", "log.level"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(folder: Path, text: str, key: str):
    with pytest.raises(BadConfig) as raised:
        load(folder, text)
    assert raised.value.key == key
    assert raised.value.code == 2
    assert str(folder / "config.toml") in str(raised.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[operators]\naccounts = ['42']", '["tg:42"]'),
        ("[telegram]\nserver = 'api.telegram.org'", '"https://api.telegram.org"'),
        ("[page]\nport = 70000", "from 0 to 65535"),
    ],
)
def test_what_to_write_is_said_in_plain_words(folder: Path, text: str, says: str):
    with pytest.raises(BadConfig) as raised:
        load(folder, text)
    assert says in str(raised.value)
    assert "regex" not in str(raised.value)


def test_a_database_of_the_environment_that_is_none_is_told(folder: Path):
    with pytest.raises(BadConfig, match="environment: JIELONG_DATABASE_URL"):
        load(folder, "", JIELONG_DATABASE_URL="mysql://localhost/x")


def test_what_is_no_toml_or_not_there_is_told(folder: Path):
    with pytest.raises(BadUse, match="not TOML"):
        load(folder, "[page")
    with pytest.raises(BadUse, match="cannot read"):
        load_config(folder / "none.toml", {})


def test_a_slip_of_the_pen_gets_a_hint(folder: Path):
    with pytest.raises(BadConfig, match=r"did you mean page\.port\?"):
        load(folder, "[page]\nprot = 1")


def test_the_environment_has_the_secrets(folder: Path):
    config = load(
        folder,
        "",
        JIELONG_SECRET="0123456789abcdef",
        JIELONG_TELEGRAM_TOKEN="1:token",
        JIELONG_DATABASE_URL="postgresql://bot:pw@localhost/x",
    )
    assert config.telegram_on
    assert not config.page_on
    assert config.database.url.endswith("pw@localhost/x")
    assert config.data_folder == Path("data")
    assert "0123456789abcdef" not in repr(config)
    assert "1:token" not in repr(config)


@pytest.mark.parametrize("name", ["JIELONG_SECRET", "JIELONG_PAGE_KEY"])
def test_a_short_secret_is_refused(folder: Path, name: str):
    with pytest.raises(BadConfig, match="shorter") as raised:
        load(folder, "", **{name: "short"})
    assert raised.value.key == name


def test_beside_a_platform_or_for_other_machines_the_page_needs_a_key(folder: Path):
    with pytest.raises(BadConfig) as raised:
        load(folder, "[page]\nenabled = true", JIELONG_TELEGRAM_TOKEN="1:token")
    assert raised.value.key == "page.enabled"
    token = {"JIELONG_TELEGRAM_TOKEN": "1:token", "JIELONG_PAGE_KEY": KEY}
    assert load(folder, "[page]\nenabled = true\nhost = '0.0.0.0'", **token).page_on


def test_an_unknown_setting_is_refused_where_there_is_no_file_too():
    with pytest.raises(BadSetting) as raised:
        read_settings({"cutoff": "20:00"})
    assert raised.value.name == "cutoff"
