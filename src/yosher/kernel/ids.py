"""Ids with types, so that a case is never looked up by a denial's id."""

from typing import NewType

OrgId = NewType("OrgId", str)
PersonId = NewType("PersonId", str)
KeyId = NewType("KeyId", str)
CaseId = NewType("CaseId", str)
DenialId = NewType("DenialId", str)
FactId = NewType("FactId", str)
ExhibitId = NewType("ExhibitId", str)
RecordId = NewType("RecordId", str)
RuleId = NewType("RuleId", str)
BlobRef = NewType("BlobRef", str)
