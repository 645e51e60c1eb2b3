"""What Pupitre sends by mail, and the links by which people answer."""

from pupitre.desk.mail.entrusted import tell_entrusted

__all__ = ["tell_entrusted"]
