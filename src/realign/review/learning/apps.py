from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "realign.review.learning"
    label = "learning"
