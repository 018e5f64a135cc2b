"""The catalogue's page as a minimal Django site, to compare with."""

import json
import pathlib

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.shortcuts import render
from django.urls import path

HERE = pathlib.Path(__file__).resolve().parent
CONTENT = json.loads((HERE / "content.json").read_text())

settings.configure(
    SECRET_KEY="nothing is signed",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [HERE / "templates"]}],
)
django.setup()


def catalogue(request):
    """Drawn for each request, as a page for a signed-in person must be."""
    return render(request, "catalogue.html", CONTENT)


urlpatterns = [path("", catalogue)]
application = WSGIHandler()
