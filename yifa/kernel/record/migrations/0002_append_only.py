from django.db import migrations

from yifa.kernel.record.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [AppendOnly("record_entry")]
