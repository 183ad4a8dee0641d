"""The web application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from khe.config.orphans import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khe.config.settings")
end_with_parent()
application = get_wsgi_application()
