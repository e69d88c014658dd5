import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, callLoosely } from '../../api/call.js';
import { useList } from '../../api/list.js';
import type { DeviceView, FirmwareView, UpgradeView } from '../../api/types.js';
import { useFormats, useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import type { Column } from '../../ui/column.js';
import { Confirm } from '../../ui/dialog.js';
import { FileButton } from '../../ui/file-button.js';
import { Grid } from '../../ui/grid.js';
import { LateTexts } from '../../ui/late-texts.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { useAct } from '../../ui/use-act.js';

const mostShown = 100;
/** What a device has fetched is told by nothing: it is looked up while it fetches. */
const lookAgainMs = 2_000;
const underWay: ReadonlySet<string | undefined> = new Set(['queued', 'sent']);
const isUnderWay = ({ command }: UpgradeView) => underWay.has(command?.status);

interface Props {
  readonly device: DeviceView;
}

function Upload() {
  const t = useT();
  const client = useQueryClient();
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const body = new Blob([file], { type: 'application/octet-stream' });
      await callLoosely('POST', '/firmware', { query: { name: file.name }, body });
      return file.name;
    },
    onSuccess: (name) => {
      toast('good', t('firmware.uploaded', { name }));
      return client.invalidateQueries({ queryKey: ['firmware'] });
    },
    onError: tellError(t),
  });
  return (
    <div className="row">
      <FileButton accept="" isPending={upload.isPending} onFile={(file) => upload.mutate(file)}>
        {t('firmware.upload')}
      </FileButton>
    </div>
  );
}

function Files({ device: { sn, name, online } }: Props) {
  const t = useT();
  const formats = useFormats();
  const [asked, setAsked] = useState<FirmwareView | null>(null);
  const { act, isPending } = useAct();
  const newest = { sort: '-createdAt', count: 'true' } as const;
  const { rows, total = 0, error, isLoading, retry } = useList('firmware', 'GET /firmware', newest);
  const install = (firmwareId: string) =>
    act(() => call('POST /devices/{sn}/upgrade', { path: { sn }, body: { firmwareId } }), t('firmware.installBegun'));
  if (isLoading) return <Loading />;
  if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
  const file = asked?.name ?? '';
  return (
    <>
      {rows.length === 0 && <p className="muted">{t('firmware.noFiles')}</p>}
      <ul className="device-doors">
        {rows.map((one) => (
          <li key={one.id} className="row">
            <bdi>{one.name}</bdi>
            <span className="muted">{t('firmware.bytes', { size: formats.number(one.size) })}</span>
            <Time at={one.createdAt} isWhole />
            <Button reason={online ? null : t('firmware.offline')} isDisabled={isPending} onPress={() => setAsked(one)}>
              {t('firmware.install', { name: one.name })}
            </Button>
          </li>
        ))}
      </ul>
      {total > rows.length && <p className="muted">{t('deviceWork.shownOf', { shown: rows.length, count: total })}</p>}
      <Confirm
        title={t('firmware.install', { name: file })}
        text={t('firmware.installWhat', { name, file })}
        act={t('firmware.installAct', { name, file })}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        onAct={() => asked && install(asked.id)}
      />
    </>
  );
}

function Upgrades({ device: { sn } }: Props) {
  const t = useT();
  const formats = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: ['devices', 'upgrades', sn],
    queryFn: ({ signal }) => call('GET /devices/{sn}/upgrades', { path: { sn }, query: { limit: mostShown }, signal }),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) === true ? lookAgainMs : false),
  });
  if (error && !data) return <ErrorBlock error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.items.length === 0) return <Empty icon="list" text={t('firmware.noUpgrades')} />;
  const columns: Column<UpgradeView>[] = [
    { key: 'at', title: t('firmware.begun'), width: 120, cell: ({ createdAt }) => <Time at={createdAt} /> },
    { key: 'file', title: t('firmware.file'), width: 150, cell: ({ name }) => <bdi>{name}</bdi> },
    {
      key: 'status',
      title: t('ui.command-status'),
      width: 120,
      cell: ({ command }) => command && t.loose(`ui.command-${command.status}`, command.status),
    },
    {
      key: 'fetched',
      title: t('firmware.fetched'),
      width: 190,
      cell: ({ fetchedBytes, size }) =>
        t('deviceWork.shownOf', { shown: formats.number(fetchedBytes), count: formats.number(size) }),
    },
    {
      key: 'before',
      title: t('firmware.before'),
      width: 140,
      cell: ({ firmwareBefore }) => <bdi>{firmwareBefore}</bdi>,
    },
    { key: 'now', title: t('firmware.now'), width: 140, cell: ({ firmwareNow }) => <bdi>{firmwareNow}</bdi> },
  ];
  return <Grid label={t('firmware.history')} columns={columns} rows={data.items} keyOf={({ id }) => id} />;
}

const told = (value: unknown) => (typeof value === 'string' ? value : '');

function Firmware({ device }: Props) {
  const t = useT();
  const runs = told(device.capabilities?.FirmVer) || told(device.capabilities?.FWVersion);
  return (
    <div className="stack device-sync">
      <p>
        {t('firmware.runs')}: <bdi>{runs || t('firmware.notTold')}</bdi>
      </p>
      <section className="stack" aria-label={t('firmware.files')}>
        <h2>{t('firmware.files')}</h2>
        <Upload />
        <Files device={device} />
      </section>
      <h2>{t('firmware.history')}</h2>
      <Upgrades device={device} />
    </div>
  );
}

/** What the device runs, what it can be given, and what came of it. */
export const FirmwareTab = (props: Props) => (
  <LateTexts>
    <Firmware {...props} />
  </LateTexts>
);
