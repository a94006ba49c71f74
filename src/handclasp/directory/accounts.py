"""The account that somebody of the staff signs in with: one for each email address, useless until it has a password."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db.models import Q

from handclasp.directory.models import Staff

LONGEST_EMAIL = 150  # what the accounts' table takes as a name


def give_account(staff: Staff) -> bool:
    """Give somebody with an email an account of that address; False where another person has it already."""
    if not staff.email or len(staff.email) > LONGEST_EMAIL:
        return False
    if staff.user is not None:
        return _follow(staff, staff.user)
    user = _account_of(staff.email) or _new_account(staff.email)
    if Staff.objects.filter(user_id=user.pk).exists():
        return False
    staff.user_id = user.pk
    staff.save(update_fields=["user"])
    return True


def _follow(staff: Staff, user: AbstractUser) -> bool:
    """Let the account's address follow the person's."""
    if user.email.lower() == staff.email.lower():
        return True
    if _account_of(staff.email) is not None:
        return False
    user.email = user.username = staff.email
    user.save(update_fields=["email", "username"])
    return True


def _account_of(email: str) -> AbstractUser | None:
    return get_user_model().objects.filter(Q(email__iexact=email) | Q(username=email)).order_by("pk").first()


def _new_account(email: str) -> AbstractUser:
    user = get_user_model()(username=email, email=email)
    user.set_unusable_password()
    user.save(force_insert=True)
    return user
