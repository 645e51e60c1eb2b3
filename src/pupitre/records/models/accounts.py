"""Who may sign in, who was invited, and the tokens and letters that stand for them."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.crypto import salted_hmac


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; an address is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Account:
        """Return a new account; without a password nobody can sign in to it but by a one-time link."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account of an address, however it is capitalised."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A person who may sign in, with a role and the departments it covers."""

    email = models.TextField(unique=True)
    name = models.TextField()  # how pages and the change log name them
    role = models.TextField()  # a role of desk.rights
    units = models.JSONField(default=list)  # keys of the departments that a scoped role covers, with everything under them
    person = models.TextField(blank=True)  # key of the person of the company model that they are
    language = models.TextField(blank=True)
    handle = models.TextField(blank=True)  # whom the links of the command line sign in to it, whatever name it takes later
    monday_letter = models.BooleanField(null=True)  # whether the page of Monday is wanted; what their role receives when nobody said
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = AccountManager()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what each session keeps: another password or another role ends them all."""
        return salted_hmac("pupitre.records.Account", f"{self.password} {self.role}", secret=secret, algorithm="sha256").hexdigest()


class OpenSession(AbstractBaseSession):
    """A browser where somebody is signed in, or is about to be."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    device = models.TextField(blank=True)  # browser and system, as people call them
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return the store that reads these rows."""
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class Remembered(models.Model):
    """What all processes remember for a while: wrong tries, codes that have served. Columns are those of Django's cache in a table."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "records_remembered"


class Invitation(models.Model):
    """A link sent to somebody, good for one account."""

    email = models.TextField()
    name = models.TextField()
    role = models.TextField()
    units = models.JSONField(default=list)
    person = models.TextField(blank=True)
    digest = models.TextField(unique=True)  # of the token; the token itself is in the letter only
    by = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class ApiToken(models.Model):
    """A key for programs, with the rights of its account or less."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.TextField()
    digest = models.TextField(unique=True)
    may_write = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class AnswerLink(models.Model):
    """A link sent by mail, with which one person answers about one thing once."""

    digest = models.TextField(unique=True)
    kind = models.TextField()  # what it is about: action, finding
    key = models.TextField()
    person = models.TextField()  # key of the person it was sent to
    account = models.ForeignKey(Account, models.CASCADE, null=True)  # whose rights it has, when it lets them decide
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)


class Letter(models.Model):
    """A mail to send, kept until the mail server has taken it; of two with one mark, only one is written."""

    mark = models.TextField(unique=True)
    kind = models.TextField()
    to = models.TextField()
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)  # an .ics file joined to it
    made_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    failure = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=("sent_at", "due_at"), name="letter_sent_due")]


class SavedView(models.Model):
    """An address with its filters, under a name that somebody gave it."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="views")
    title = models.TextField()
    address = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("account", "title"), name="saved_view_is_unique")]
