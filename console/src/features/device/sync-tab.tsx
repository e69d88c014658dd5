import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import type { DeviceView, SyncRowView, SyncView } from '../../api/types.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import type { Column } from '../../ui/column.js';
import { Grid } from '../../ui/grid.js';
import { LateTexts } from '../../ui/late-texts.js';
import { tableName } from '../../ui/order-words.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { useAct } from '../../ui/use-act.js';
import { ForeignRows } from './foreign-rows.js';
import { UnknownUsers } from './unknown-users.js';

const columnsOf = (t: Translate): Column<SyncRowView>[] => [
  {
    key: 'table',
    title: t('device.table'),
    width: 130,
    cell: ({ table }) => <span title={table}>{tableName(t, table)}</span>,
  },
  { key: 'key', title: t('device.key'), width: 120, cell: ({ key }) => <bdi>{key}</bdi> },
  { key: 'pin', title: t('device.person'), width: 90, cell: ({ pin }) => <bdi>{pin}</bdi> },
  {
    key: 'state',
    title: t('device.state'),
    width: 110,
    cell: ({ state, wanted }) => `${t.loose(`device.row-${state}`, state)}${wanted ? '' : ` (${t('device.toGo')})`}`,
  },
  {
    key: 'answer',
    title: t('device.answer'),
    width: 200,
    cell: ({ code, returnCode, returnMeaning }) => (
      <>
        {t.loose(`device.why-${code}`, code)}
        {returnCode !== null && <bdi>{` (${String(returnCode)} ${returnMeaning ?? ''})`}</bdi>}
      </>
    ),
  },
  {
    key: 'tries',
    title: t('deviceWork.tries'),
    width: 80,
    isHiddenOnPhone: true,
    isNumber: true,
    cell: ({ failures }) => failures,
  },
  {
    key: 'next',
    title: t('device.next'),
    width: 90,
    isHiddenOnPhone: true,
    cell: ({ retryAt }) => retryAt && <Time at={retryAt} />,
  },
];

function Actions({ sn }: { readonly sn: string }) {
  const t = useT();
  const { act, isPending } = useAct();
  const path = { sn };
  return (
    <div className="row">
      <Button
        kind="main"
        isDisabled={isPending}
        onPress={() => act(() => call('POST /devices/{sn}/sync', { path, body: {} }), t('device.repairBegun'))}
      >
        {t('device.repair')}
      </Button>
      <Button
        isDisabled={isPending}
        onPress={() =>
          act(() => call('POST /devices/{sn}/verify', { path, query: { wait: 1 }, body: {} }), t('device.verifyBegun'))
        }
      >
        {t('device.verify')}
      </Button>
      <Button
        isDisabled={isPending}
        onPress={() =>
          act(() => call('POST /devices/{sn}/sync', { path, body: { full: true } }), t('device.repairBegun'))
        }
      >
        {t('device.sendAll')}
      </Button>
    </div>
  );
}

function LastVerification({ sn }: { readonly sn: string }) {
  const t = useT();
  const { data } = useQuery({
    queryKey: ['sync', 'verifications', sn],
    queryFn: ({ signal }) => call('GET /devices/{sn}/verifications', { path: { sn }, query: { limit: 1 }, signal }),
  });
  const last = data?.items[0];
  if (!last) return null;
  const differs = last.tables.filter(({ status }) => status === 'differs').length;
  return (
    <p>
      {t('device.verified')}: <Time at={last.createdAt} isWhole />,{' '}
      {last.status === 'running' ? t('device.verifyRunning') : t('device.verifyDiffers', { count: differs })}
    </p>
  );
}

/** They come with every page of the rows, and are the same in all. */
function useUnknownUsers(sn: string): SyncView['unknownUsers'] {
  const { data } = useQuery({
    queryKey: ['sync', 'unknown', sn],
    queryFn: ({ signal }) => call('GET /devices/{sn}/sync', { path: { sn }, query: { limit: 1 }, signal }),
  });
  return data?.unknownUsers ?? [];
}

const idOf = ({ table, key, commandId }: SyncRowView) => `${table} ${key} ${String(commandId)}`;

interface RowsProps {
  readonly rows: readonly SyncRowView[];
  readonly hasMore: boolean;
  readonly onMore: () => void;
}

/** All of the chosen row stands beside the list: on a phone its columns are too narrow for a reason. */
function Rows({ rows, hasMore, onMore }: RowsProps) {
  const t = useT();
  const [opened, setOpened] = useState<string>();
  const columns = columnsOf(t);
  const chosen = rows.find((row) => idOf(row) === opened);
  const panel = chosen && (
    <SidePanel key={opened} title={tableName(t, chosen.table)} onClose={() => setOpened(undefined)}>
      <dl className="facts">
        {columns.flatMap(({ key, title, cell }) => [
          <dt key={`${key}-`}>{title}</dt>,
          <dd key={key}>{cell(chosen)}</dd>,
        ])}
      </dl>
    </SidePanel>
  );
  return (
    <WithPanel panel={panel}>
      <Grid
        label={t('device.tab-sync')}
        columns={columns}
        rows={rows}
        keyOf={idOf}
        chosen={opened}
        onOpen={(row) => setOpened(idOf(row))}
        hasMore={hasMore}
        onMore={onMore}
      />
    </WithPanel>
  );
}

interface SyncProps {
  readonly device: DeviceView;
}

function Sync({ device }: SyncProps) {
  const { sn, sync } = device;
  const t = useT();
  const may = useMay();
  const { rows, error, isLoading, hasMore, more, retry } = useList('sync', 'GET /devices/{sn}/sync', {}, { sn });
  const unknown = useUnknownUsers(sn);
  if (isLoading) return <Loading />;
  if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
  return (
    <div className="stack device-sync">
      <p>{t('device.holds', { acked: sync.acked, desired: sync.desired })}</p>
      {may('device') && <Actions sn={sn} />}
      <LastVerification sn={sn} />
      {rows.length === 0 ? (
        <Empty icon="check" text={t('device.noRows')} />
      ) : (
        <Rows rows={rows} hasMore={hasMore} onMore={more} />
      )}
      {unknown.length > 0 && <UnknownUsers device={device} users={unknown} />}
      {sync.foreign > 0 && <ForeignRows device={device} isTakenOverElsewhere={unknown.length > 0} />}
    </div>
  );
}

/** What the device should hold and does not, why, and what happens next. */
export const SyncTab = (props: SyncProps) => (
  <LateTexts>
    <Sync {...props} />
  </LateTexts>
);
