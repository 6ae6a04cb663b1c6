"""Roles and what each may do. Decides nothing about a person: who has which role stands in the store."""

from enum import StrEnum


class Permission(StrEnum):
    """Something that not everybody may do, in the words of the sentence that refuses it ("may not ...")."""

    ENTER = "record finalisations"
    AMEND = "amend records"
    REVIEW = "review records"
    TRAIN = "look after training"
    MANAGE_ROLES = "give roles to people"
    APPROVE_CHOICES = "approve or remove learnt choices"
    EXPORT_NAMES = "export records with names"
    REMOVE = "remove old records"
    RESTORE = "restore the store from a backup"


class Role(StrEnum):
    """What a person is to the store."""

    ADMINISTRATOR = "administrator"
    REVIEWER = "reviewer"
    TRAINER = "trainer"
    MANAGER = "manager"


# Everybody who is let in may look at records. A reviewer changes none, so that nobody checks their own work.
MAY: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({Permission.ENTER, Permission.AMEND}),
    Role.REVIEWER: frozenset({Permission.REVIEW}),
    Role.TRAINER: frozenset({Permission.ENTER, Permission.AMEND, Permission.TRAIN}),
    Role.MANAGER: frozenset(Permission),
}


def who_may(permission: Permission) -> str:
    """The roles that have a permission, for a sentence: "administrator or manager"."""
    roles = [role.value for role in Role if permission in MAY[role]]
    return roles[0] if len(roles) == 1 else f"{', '.join(roles[:-1])} or {roles[-1]}"
