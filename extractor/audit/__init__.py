"""An audit: what the checks say of documents, beside each other too, less what a project does not want to hear."""

from extractor.audit.run import Audited, AuditedForm, Said, audited, compared
from extractor.audit.settings import Settings, Waiver
from extractor.audit.settings import load as load_settings

__all__ = ["Audited", "AuditedForm", "Said", "Settings", "Waiver", "audited", "compared", "load_settings"]
