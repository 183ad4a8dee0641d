"""The figures of documents point to indicators and to what was frozen of them; the former columns hold
nothing: no page could make a document before there were indicators."""

import django.db.models.deletion
from django.db import migrations, models

import khe.base.authorities.tenant


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0001_initial'),
        ('reports', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='bound', name='bound_indicator'),
        migrations.RemoveIndex(model_name='bound', name='bound_frozen'),
        migrations.RemoveField(model_name='bound', name='indicator_id'),
        migrations.RemoveField(model_name='bound', name='frozen_id'),
        migrations.AddField(
            model_name='bound',
            name='indicator',
            field=khe.base.authorities.tenant.TenantFK(null=True, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='bound',
            name='frozen',
            field=khe.base.authorities.tenant.TenantFK(null=True, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.frozen'),
        ),
        migrations.AddIndex(
            model_name='bound',
            index=models.Index(models.F('authority'), models.F('indicator'), name='bound_indicator'),
        ),
        migrations.AddIndex(
            model_name='bound',
            index=models.Index(models.F('authority'), models.F('frozen'), name='bound_frozen'),
        ),
    ]
