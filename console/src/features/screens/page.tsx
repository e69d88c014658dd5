import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, callLoosely, type ItemOf } from '../../api/call.js';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useFormats, useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { FileButton } from '../../ui/file-button.js';
import { Icon } from '../../ui/icon.js';
import { PageLink, usePageSearch } from '../../ui/page-hooks.js';
import { textOf, type Values } from '../../ui/records/field.js';
import { RecordList } from '../../ui/records/record-list.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { useAct } from '../../ui/use-act.js';
import { media } from './resources.js';
import { screensPage } from './route.js';
import './screens.css';

type Media = ItemOf<'GET /media'>;

const mediaOf = (row: Values) => row as unknown as Media;
const states = ['done', 'sent', 'waiting', 'failed'] as const;

function Upload({ onMade }: { readonly onMade: (name: string) => void }) {
  const t = useT();
  const client = useQueryClient();
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const body = new Blob([file], { type: 'application/octet-stream' });
      return (await callLoosely('POST', '/media', { query: { name: file.name.slice(0, 100) }, body })) as Values;
    },
    onSuccess: async (made) => {
      toast('good', t('records.saved', { name: textOf(made.name) }));
      await client.invalidateQueries();
      onMade(textOf(made.name));
    },
    onError: tellError(t),
  });
  return (
    <FileButton
      kind="main"
      accept="image/*,video/*"
      isPending={upload.isPending}
      onFile={(file) => upload.mutate(file)}
    >
      <Icon name="upload" size={16} />
      {t('screens.upload')}
    </FileButton>
  );
}

/** How far each side of each device is. */
function Screens({ name }: { readonly name: string }) {
  const t = useT();
  const may = useMay();
  const { act, isPending } = useAct();
  const { rows } = useList('devices', 'GET /media/{name}/screens', {}, { name });
  return (
    <section className="stack" aria-label={t('screens.screens')}>
      <h3>{t('screens.screens')}</h3>
      {rows.length === 0 && <p className="muted">{t('screens.noScreen')}</p>}
      <ul className="screen-list">
        {rows.map(({ sn, side, status, returnMeaning }) => (
          <li key={`${sn} ${side}`} className="row">
            <PageLink to={`/devices/${encodeURIComponent(sn)}`}>
              <bdi>{sn}</bdi>
            </PageLink>
            <span>{t(`screens.side-${side}`)}</span>
            <span className={status === 'failed' ? 'bad' : ''}>{t(`screens.state-${status}`)}</span>
            {returnMeaning !== null && status !== 'done' && <bdi className="small muted">{returnMeaning}</bdi>}
          </li>
        ))}
      </ul>
      {may('device') && (
        <div className="row">
          <Button
            isPending={isPending}
            onPress={() => act(() => call('POST /media/{name}/send', { path: { name } }), t('screens.sent'))}
          >
            {t('screens.send')}
          </Button>
        </div>
      )}
    </section>
  );
}

export default function ScreensPage() {
  const t = useT();
  const may = useMay();
  const formats = useFormats();
  const [search, setSearch] = usePageSearch(screensPage);
  return (
    <RecordList
      resource={media}
      search={search}
      onSearch={setSearch}
      columns={[
        { key: 'name', title: t('screens.name'), width: 220, cell: (row) => <bdi>{mediaOf(row).name}</bdi> },
        {
          key: 'size',
          title: t('screens.size'),
          width: 100,
          isNumber: true,
          isHiddenOnPhone: true,
          cell: (row) => `${formats.number(Math.ceil(mediaOf(row).size / 1024))} kB`,
        },
        {
          key: 'screens',
          title: t('screens.screens'),
          width: 180,
          cell: (row) =>
            states
              .filter((state) => mediaOf(row).screens[state] > 0)
              .map((state) => `${formats.number(mediaOf(row).screens[state])} ${t(`screens.state-${state}`)}`)
              .join(', '),
        },
      ]}
      above={(row) => <Screens name={mediaOf(row).name} />}
    >
      {may('device') && <Upload onMade={(name) => setSearch({ chosen: name })} />}
    </RecordList>
  );
}
