"""Reading Open Referral HSDS 3 (https://docs.openreferral.org/): pure, records in, rows or one complaint out."""
