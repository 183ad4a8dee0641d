"""Links and evidence point to indicators: no page could make either before there were indicators, so the
former columns hold nothing."""

import django.db.models.deletion
from django.db import migrations, models

import khe.base.authorities.tenant


class Migration(migrations.Migration):

    dependencies = [
        ('improvement', '0003_plans'),
        ('indicators', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='shortcominglink', name='one_link_in_force_per_indicator'
        ),
        migrations.RemoveIndex(model_name='shortcominglink', name='shortcoming_link_indicator'),
        migrations.RemoveIndex(model_name='evidence', name='evidence_frozen'),
        migrations.RemoveField(model_name='shortcominglink', name='indicator_id'),
        migrations.RemoveField(model_name='evidence', name='frozen_id'),
        migrations.AddField(
            model_name='shortcominglink',
            name='indicator',
            field=khe.base.authorities.tenant.TenantFK(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='frozen',
            field=khe.base.authorities.tenant.TenantFK(blank=True, null=True, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.frozen'),
        ),
        migrations.AddIndex(
            model_name='evidence',
            index=models.Index(models.F('authority'), models.F('frozen'), name='evidence_frozen'),
        ),
        migrations.AddIndex(
            model_name='shortcominglink',
            index=models.Index(models.F('authority'), models.F('indicator'), name='shortcoming_link_indicator'),
        ),
        migrations.AddConstraint(
            model_name='shortcominglink',
            constraint=models.UniqueConstraint(models.F('authority'), models.F('shortcoming'), models.F('indicator'), condition=models.Q(('replaced_at__isnull', True)), name='one_link_in_force_per_indicator'),
        ),
    ]
