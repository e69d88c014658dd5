import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, type Answer, type Body, type ItemOf } from '../../api/call.js';
import { useList } from '../../api/list.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import type { Column } from '../../ui/column.js';
import { LateTexts } from '../../ui/late-texts.js';
import { ListPage } from '../../ui/list-page.js';
import { useListSearch } from '../../ui/page-hooks.js';
import { RecordForm } from '../../ui/records/record-form.js';
import { ShownOnce } from '../../ui/shown-once.js';
import { Time } from '../../ui/time.js';
import { webhookFields } from './fields.js';
import { webhooksPage } from './route.js';
import { WebhookPanel } from './webhook-panel.js';

type Webhook = ItemOf<'GET /webhooks'>;

const columnsOf = (t: Translate): Column<Webhook>[] => [
  { key: 'name', title: t('webhooks.f-name'), width: 180, sort: 'name', cell: ({ name }) => <bdi>{name}</bdi> },
  {
    key: 'status',
    title: t('webhooks.status'),
    width: 120,
    sort: 'status',
    cell: ({ status, failingSince }) => (
      <span className={status === 'disabled' || failingSince !== null ? 'bad' : ''}>
        {status === 'active' && failingSince !== null
          ? t('webhooks.failing')
          : t.loose(`webhooks.status-${status}`, status)}
      </span>
    ),
  },
  {
    key: 'success',
    title: t('webhooks.lastSuccess'),
    width: 150,
    isHiddenOnPhone: true,
    cell: ({ lastSuccessAt }) => (lastSuccessAt === null ? '' : <Time at={lastSuccessAt} />),
  },
  { key: 'pending', title: t('webhooks.pending'), width: 90, isNumber: true, cell: ({ pending }) => pending },
  {
    key: 'dead',
    title: t('webhooks.dead'),
    width: 90,
    isNumber: true,
    cell: ({ dead }) => <span className={dead > 0 ? 'bad' : ''}>{dead}</span>,
  },
];

/** The secret is shown this once: messages are signed with it. */
function NewWebhook({ onMade }: { readonly onMade: (id: string) => void }) {
  const t = useT();
  const client = useQueryClient();
  const [made, setMade] = useState<Answer<'POST /webhooks'> | null>(null);
  if (made) {
    return (
      <div className="stack">
        <p>{t('webhooks.secretText')}</p>
        <ShownOnce text={made.secret} />
        <div className="row">
          <Button kind="main" onPress={() => onMade(made.id)}>
            {t('webhooks.noted')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <RecordForm
      texts="webhooks"
      fields={webhookFields}
      submit={t('webhooks.add')}
      onSave={async (body) => {
        setMade(await call('POST /webhooks', { body: body as unknown as Body<'POST /webhooks'> }));
        await client.invalidateQueries({ queryKey: ['webhooks'] });
      }}
    />
  );
}

export default function WebhooksPage() {
  return (
    <LateTexts>
      <Webhooks />
    </LateTexts>
  );
}

function Webhooks() {
  const t = useT();
  const { search, onSearch, query } = useListSearch(webhooksPage, 'webhook');
  return (
    <ListPage
      title={t('webhooks.title')}
      icon="out"
      none={t('webhooks.none')}
      list={useList('webhooks', 'GET /webhooks', query as never)}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={search}
      onSearch={onSearch}
      add={t('webhooks.add')}
      newPanel={() => <NewWebhook onMade={(id) => onSearch({ chosen: id })} />}
      panel={(id) => <WebhookPanel key={id} id={id} onClose={() => onSearch({ chosen: undefined })} />}
    />
  );
}
