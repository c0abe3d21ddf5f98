from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="hidden",
            name="outbox_id",
            field=models.PositiveBigIntegerField(default=0, verbose_name="待办"),
        ),
    ]
