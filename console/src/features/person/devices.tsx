import { call, type Answer } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { PageLink } from '../../ui/page-hooks.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';
import { useAct, useHolders } from './queries.js';

type Holder = Answer<'GET /persons/{pin}/devices'>['items'][number];

/** Shape, word and colour: a state is never told by its colour alone. */
const icons: Readonly<Record<Holder['state'], IconName>> = {
  held: 'check',
  pending: 'clock',
  failed: 'warning',
  leaving: 'out',
  unknown: 'question',
};

function HolderRow({ holder }: { readonly holder: Holder }) {
  const t = useT();
  const may = useMay();
  const { sn, name, online, state, bodies, waiting } = holder;
  const send = useAct(async () => {
    await call('POST /devices/{sn}/sync', { path: { sn }, body: {} });
    toast('good', t('person.sentAgain', { name }));
  });
  return (
    <li className="row person-line">
      <span className={`row holder-${state}`}>
        <Icon name={icons[state]} />
        {t(`person.holder-${state}`)}
      </span>
      <PageLink to={`/devices/${encodeURIComponent(sn)}`}>
        <bdi>{name}</bdi>
      </PageLink>
      {!online && <span className="muted small">{t('person.offline')}</span>}
      <span className="muted small">{t('person.bodies', { count: bodies })}</span>
      {waiting > 0 && <span className="muted small">{t('person.waiting', { count: waiting })}</span>}
      <span className="grow" />
      {may('device') && (
        <Button isDisabled={send.isPending} onPress={() => send.mutate()}>
          {t('person.sendAgain')}
        </Button>
      )}
    </li>
  );
}

/** Which devices know the person, and which are still to hear of them. */
export function Devices({ pin }: { readonly pin: string }) {
  const t = useT();
  const { data, error, refetch } = useHolders(pin);
  if (!data) return error ? <ErrorBlock error={error} onRetry={() => void refetch()} /> : <Loading />;
  if (data.items.length === 0) {
    return (
      <Empty icon="device" text={t('person.onNoDevice')}>
        <PageLink to={`/people/${encodeURIComponent(pin)}`} search={{ tab: 'access' }}>
          {t('person.levels')}
        </PageLink>
      </Empty>
    );
  }
  return (
    <ul className="person-list">
      {data.items.map((holder) => (
        <HolderRow key={holder.sn} holder={holder} />
      ))}
    </ul>
  );
}
