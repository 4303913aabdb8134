"""Settings of the site, read from the environment; every one has a default that is right on a developer's machine.

HEARTWOOD_PROFILE   `local` (default) or `production`, which insists on a secret, https and a mailbox
SECRET_KEY          needed in production
SECRET_KEY_FALLBACKS  earlier ones that still open what they locked, with spaces between; default none
ALLOWED_HOSTS       needed in production: names this site answers to, with commas between
DATABASE_URL        default: a SQLite file in the data folder
HEARTWOOD_DATA      the folder that holds snapshots/ and builds/; default `data` beside manage.py
HEARTWOOD_PACK      the folder of the partnership's content; default `packs/west-yorkshire`
SITE_ADDRESS        where letters lead to; default https:// and the first of ALLOWED_HOSTS, locally http://localhost:8000
ROLE_MAILBOX        needed in production: the shared mailbox, read by a team, that notes about pages go to
FROM_MAILBOX        the address letters come from; default the role mailbox
EMAIL_URL           `smtp://user:password@host:port?tls=1`; without one, letters are files in the data folder's letters/
HEARTWOOD_KEYS      needed in production: the folder of the keys to what was told in confidence. It stands outside the database
                    and outside its backups; default, locally, keys/ in the data folder
BACKUP_RECIPIENT    the age recipient (`age1…`) that backups are locked for; needed in production before the first one
BEHIND_PROXY        `1` where a proxy in front speaks https and sets X-Forwarded-Proto
DEBUG               `1` shows Django's own error pages; local profile only
OPENID_CONNECT      sign-in through other organisations' accounts, as JSON or the path of a JSON file; default off
LEARNING_TOOLS      courses held in other organisations' learning systems (LTI 1.3), as JSON or the path of a JSON file; default off
OPEN_REFERRAL       `1` also gives the directory as Open Referral UK (HSDS-UK 3.0), for services' directories; default off
OPEN_BADGES         `1` lets people take what they completed as a signed credential (Open Badges 3.0) once there is a key for it:
                    manage.py make_badge_key; default off
XAPI                `1` lets the programme team share what people complete as statements (xAPI 1.0.3), once it begins to; default off
LEARNING_RECORD_STORE  where statements are sent: https://user:password@store.example.org/xapi/; without one they are a file
HEARTWOOD_DEMONSTRATION  `1` lets somebody at this machine look around as invented people; never in production
"""

import os
import sys
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from partnership.config import openid_connect
from partnership.core import learning_tools

BASE_DIR = Path(__file__).resolve().parents[2]
PROFILE = os.environ.get("HEARTWOOD_PROFILE", "local")
if PROFILE not in ("local", "production"):
    raise ImproperlyConfigured(f'HEARTWOOD_PROFILE is "{PROFILE}"; "local" or "production" would do.')
PRODUCTION = PROFILE == "production"


def from_environment(name: str, local: str) -> str:
    """Give the setting; the local profile has a default, production has none."""
    value = os.environ.get(name, "" if PRODUCTION else local)
    if not value:
        raise ImproperlyConfigured(f"The production profile needs {name}; see partnership/config/settings.py.")
    return value


SECRET_KEY = from_environment("SECRET_KEY", "not-a-secret-and-only-for-a-site-on-one's-own-machine")
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()
ALLOWED_HOSTS = from_environment("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DEBUG = not PRODUCTION and os.environ.get("DEBUG") == "1"
DEMONSTRATION = os.environ.get("HEARTWOOD_DEMONSTRATION") == "1"
if DEMONSTRATION and PRODUCTION:
    raise ImproperlyConfigured("A production site is no demonstration: take HEARTWOOD_DEMONSTRATION away.")
PROVIDERS = openid_connect.providers(os.environ.get("OPENID_CONNECT", ""))
LEARNING_TOOLS = learning_tools.tools(os.environ.get("LEARNING_TOOLS", ""))

SITE_ADDRESS = os.environ.get("SITE_ADDRESS", "").rstrip("/") or (
    f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else "http://localhost:8000"
)

DATA = Path(os.environ.get("HEARTWOOD_DATA") or BASE_DIR / "data")
if not PRODUCTION:
    DATA.mkdir(parents=True, exist_ok=True)
PACK = Path(os.environ.get("HEARTWOOD_PACK") or BASE_DIR / "packs" / "west-yorkshire")
METHODS = BASE_DIR / "docs" / "methods"

INSTALLED_APPS = [
    "partnership.core",
    "partnership.accounts",
    "partnership.partners",
    "partnership.content",
    "partnership.network",
    "partnership.reading",
    "partnership.plans",
    "partnership.framework",
    "partnership.academy",
    "partnership.listening",
    "partnership.places",
    "partnership.hub",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]
if PROVIDERS:  # its tables are made by `migrate` once somebody needs them
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "partnership.core.middleware.PermissionsPolicy",
    "partnership.core.leaving.Away",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "partnership.core.middleware.NothingLeftBehind",
    "allauth.account.middleware.AccountMiddleware",
    "partnership.core.middleware.CalmRefusals",
    "partnership.core.middleware.SecondFactorFirst",
    "partnership.core.middleware.ActingFor",
]

ROOT_URLCONF = "partnership.config.urls"
WSGI_APPLICATION = "partnership.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted((BASE_DIR / "partnership").glob("*/templates")),
        "OPTIONS": {"environment": "partnership.core.layouts.environment"},
    },
]

# --- what is remembered

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'heartwood.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Two writers wait for each other instead of failing; readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # a queue in the database: no further server
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"
OPEN_REFERRAL = os.environ.get("OPEN_REFERRAL") == "1"
OPEN_BADGES = os.environ.get("OPEN_BADGES") == "1"
XAPI = os.environ.get("XAPI") == "1"
LEARNING_RECORD_STORE = os.environ.get("LEARNING_RECORD_STORE", "")
PARTNER_OF_ADDRESS = "partnership.partners.queries.partner_of_address"  # core, which knows nobody, asks this
ADDRESS_INSTEAD = "partnership.partners.queries.address_instead"  # and this, for whoever holds no role there

# The keys to what was told in confidence: never in the database, and never in the archive of a backup.
KEYS = Path(from_environment("HEARTWOOD_KEYS", str(DATA / "keys")))
BACKUP_RECIPIENT = os.environ.get("BACKUP_RECIPIENT", "")

# What several processes must agree on for some minutes (how often a code was tried) stands in a table beside the rest.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kept_for_minutes",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a full one forgets at random, and with it who should wait
    }
}

# --- signing in: a code by e-mail, then a passkey or an authenticator app. Nobody has a password

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "my-work", "/"
SECOND_FACTOR_PAGE = "second-factor"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
MINUTES = 60
ACCOUNT_ADAPTER = "partnership.accounts.views.adapters.Accounts"
ACCOUNT_FORMS = {
    "login": "partnership.accounts.forms.SignInForm",
    "signup": "partnership.accounts.forms.SignUpForm",
    "confirm_login_code": "partnership.accounts.forms.CodeForm",
    "confirm_email_verification_code": "partnership.accounts.forms.AddressCodeForm",
    "add_email": "partnership.accounts.forms.NewAddressForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * MINUTES
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_TIMEOUT = 30 * MINUTES
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}  # digits: easiest to carry between devices
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# No window is longer than the five minutes that accounts/too_many.html promises. One address may be a whole building.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "signup": "60/m/ip",
    "request_login_code": "60/m/ip,5/5m/key",
    "login_failed": "5/5m/key",
    "confirm_email": "1/10s/key,5/5m/key",
    "manage_email": "5/5m/user",
    "reauthenticate": "10/m/user",
    "answering_code": "60/5m/key",  # wrong codes at one link; no address is kept for it
}
MFA_ADAPTER = "partnership.accounts.views.adapters.SecondFactors"
MFA_FORMS = {
    "authenticate": "partnership.accounts.forms.FactorForm",
    "reauthenticate": "partnership.accounts.forms.FactorAgainForm",
    "activate_totp": "partnership.accounts.forms.AuthenticatorForm",
    "edit_webauthn": "partnership.accounts.forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_ISSUER = "Heartwood"  # shown on a telephone: a word that gives nothing away
MFA_TOTP_TOLERANCE = 1  # telephones' clocks differ by some seconds
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": openid_connect.apps(PROVIDERS)}}
SOCIALACCOUNT_ADAPTER = "partnership.accounts.views.elsewhere.Elsewhere"
SOCIALACCOUNT_FORMS = {"signup": "partnership.accounts.forms.elsewhere.ComingInForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False  # an organisation knows a name; the one somebody goes by they say themselves
SECOND_FACTOR_PROVIDERS = [one.key for one in PROVIDERS if one.second_factor]
BEHIND_PROXY = os.environ.get("BEHIND_PROXY") == "1"
if BEHIND_PROXY:
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# --- words and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]  # a language joins when people who speak it have read every page
LOCALE_PATHS = [BASE_DIR / "partnership" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- static files: named by their hash once collected; straight from the source before that

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static"
COLLECTING = "collectstatic" in sys.argv  # the first collection has to write the list that says there is one
COLLECTED = PRODUCTION or COLLECTING or (not DEBUG and (STATIC_ROOT / "staticfiles.json").exists())
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_AUTOREFRESH = not COLLECTED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- letters

ROLE_MAILBOX = from_environment("ROLE_MAILBOX", "role-mailbox@localhost")
_from = os.environ.get("FROM_MAILBOX") or ROLE_MAILBOX
DEFAULT_FROM_EMAIL = _from if "<" in _from else f"Heartwood <{_from}>"
_mail = urlsplit(os.environ.get("EMAIL_URL", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail.hostname else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA / "letters"
EMAIL_USE_TLS = parse_qs(_mail.query).get("tls") == ["1"]
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or (587 if EMAIL_USE_TLS else 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_TIMEOUT = 10

# --- what is written down when a page breaks: where, and nothing of what somebody sent

DEFAULT_EXCEPTION_REPORTER_FILTER = "partnership.core.mishaps.SayLittle"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"where it broke": {"()": "partnership.core.mishaps.WhereItBroke"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "loggers": {
        name: {"filters": ["where it broke"], "handlers": ["stderr"] if PRODUCTION else []}
        for name in ("django.request", "django.security.csrf", "django.security.DisallowedHost", "django.template")
    },
}

# --- what a browser may do with a page: nothing from anywhere else, nothing inline

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        # A browser follows a form's redirect only to where it may: for whoever signs in through another organisation.
        "form-action": [SELF, *openid_connect.addresses(PROVIDERS)],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "partnership.core.views.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone when the browser's window is closed: nobody finds out later that somebody was here
# Lax, not Strict: whoever comes by a link in a letter, or back from another organisation's sign-in (OpenID Connect),
# is still signed in, and the forms open in their other windows still work. Deeds are POSTs, which Lax keeps out too.
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 7 * 24 * 60 * MINUTES  # then a new code

if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # Preloading binds the whole domain of whoever hosts the site: theirs to ask for, not ours.
    SILENCED_SYSTEM_CHECKS = ["security.W021"]
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
