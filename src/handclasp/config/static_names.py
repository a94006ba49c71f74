"""Static files served under names that hold their hash, imports between JavaScript modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, which also follows `import` in JavaScript modules."""

    support_js_module_import_aggregation = True
