"""The one settings module; what differs between installations comes from `environment`."""

from pathlib import Path

from csp.constants import NONE, SELF

from kithwork.web.environment import LOOPBACK, Environment

ENVIRONMENT = Environment.read()
PACKAGE = Path(__file__).parent.parent

DEBUG = ENVIRONMENT.is_debug
SECRET_KEY = ENVIRONMENT.secret_key()
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)
KITHWORK_HOME = ENVIRONMENT.home
KITHWORK_IS_DEMO = ENVIRONMENT.is_demo
KITHWORK_IS_LOCAL = set(ENVIRONMENT.hosts) <= set(LOOPBACK)
KITHWORK_SECOND_FACTOR = ENVIRONMENT.second_factor  # roles that must have one, or "all"

# Our own first: their templates stand before those of the libraries.
INSTALLED_APPS = [
    "kithwork.audit",
    "kithwork.access",
    "kithwork.drafts",
    "kithwork.files",
    "kithwork.people",
    "kithwork.safety",
    "kithwork.surveys",
    "kithwork.needs",
    "kithwork.aid",
    "kithwork.casework",
    "kithwork.evaluation",
    "kithwork.documents",
    "kithwork.desk",
    "kithwork.demo",
    "kithwork.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kithwork.access.middleware.ActorMiddleware",
    "kithwork.access.middleware.LanguageMiddleware",
    "kithwork.access.middleware.SchoolTimeMiddleware",
    "kithwork.access.middleware.FirstThingsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kithwork.drafts.middleware.DraftsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "kithwork.web.urls"
WSGI_APPLICATION = "kithwork.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kithwork.web.navigation.navigation",
                "kithwork.access.context.glasses",
            ],
        },
    },
]

# ── data ────────────────────────────────────────────────────────────────────────────────────
DATABASES = {"default": ENVIRONMENT.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# ── people who sign in ──────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_ADAPTER = "kithwork.access.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "kithwork.access.forms.sign_in.SignInForm",
    "change_password": "kithwork.access.forms.sign_in.ChangeOwnPasswordForm",
    "reauthenticate": "kithwork.access.forms.sign_in.ConfirmPasswordForm",
}
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,20/15m/key"}  # axes shuts a name before that
MFA_ADAPTER = "kithwork.access.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "kithwork.access.forms.sign_in.CodeForm",
    "reauthenticate": "kithwork.access.forms.sign_in.ConfirmCodeForm",
    "activate_totp": "kithwork.access.forms.sign_in.ActivateAppForm",
    "add_webauthn": "kithwork.access.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "kithwork.access.forms.sign_in.NamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "kithwork"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the wait that was said stays true
AXES_USERNAME_CALLABLE = "kithwork.access.adapters.attempted_username"
AXES_LOCKOUT_CALLABLE = "kithwork.access.views.lockout.locked_out"
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.is_behind_tls

# ── what the browser may do ─────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
CSRF_FAILURE_VIEW = "kithwork.drafts.views.csrf_failed"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = ENVIRONMENT.is_behind_tls
# Without TLS in front, nobody who says so came over TLS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.is_behind_tls else None
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.is_behind_tls else 0
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_TEMP_DIR = str(ENVIRONMENT.incoming())
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# ── languages and time ──────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["kithwork.web.formats"]

# ── static files ────────────────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kithwork.web.static_files.VersionedStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 365 * 24 * 3600  # an address changes with its content

FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "kithwork.web.faults.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "loggers": {
        "kithwork": {"handlers": ["console"], "level": "INFO"},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
