import django.db.models.deletion
import khe.base.authorities.tenancy
import khe.base.authorities.tenant
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0002_personnel'),
        ('indicators', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PackItem',
            fields=[
                ('id', models.UUIDField(default=khe.base.authorities.tenant.uuid7, editable=False, primary_key=True, serialize=False)),
                ('journal_seq', models.PositiveIntegerField(default=0, editable=False)),
                ('journal_hash', models.BinaryField(default=b'', max_length=32)),
                ('pack', models.CharField(max_length=40)),
                ('code', models.CharField(max_length=20)),
                ('weight', models.FloatField(blank=True, null=True)),
                ('full_at', models.FloatField(blank=True, null=True)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('authority', khe.base.authorities.tenant.AuthorityKey(db_index=False, default=khe.base.authorities.tenancy.required_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='authorities.authority')),
                ('indicator', khe.base.authorities.tenant.TenantFK(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.AddIndex(
            model_name='packitem',
            index=models.Index(models.F('authority'), models.F('indicator'), name='pack_item_indicator'),
        ),
        migrations.AddConstraint(
            model_name='packitem',
            constraint=models.UniqueConstraint(models.F('authority'), models.F('pack'), models.F('code'), name='one_own_item_per_code'),
        ),
        migrations.AddConstraint(
            model_name='packitem',
            constraint=models.CheckConstraint(condition=models.Q(('weight__isnull', True), ('weight__range', (0, 100)), _connector='OR'), name='an_item_has_a_weight_that_can_be'),
        ),
        migrations.AddConstraint(
            model_name='packitem',
            constraint=models.CheckConstraint(condition=models.Q(('full_at__isnull', True), models.Q(('full_at__gt', 0), ('full_at__lte', 1)), _connector='OR'), name='an_item_is_full_at_a_share'),
        ),
    ]
