import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { LateTexts } from '../../ui/late-texts.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { textOf } from '../../ui/records/field.js';
import { RecordList } from '../../ui/records/record-list.js';
import { Tabs } from '../../ui/tabs.js';
import { CameraView } from './camera-view.js';
import { RecorderState, useStateColumn } from './recorder-state.js';
import { cameras, recorders } from './resources.js';
import { camerasPage } from './route.js';
import './cameras.css';

const tabs = [
  { id: 'cameras', permission: 'watch' },
  { id: 'recorders', permission: 'device.read' },
] as const;

function Lists() {
  const t = useT();
  const may = useMay();
  const [{ tab, q, sort, chosen }, setSearch] = usePageSearch(camerasPage);
  const state = useStateColumn();
  const listed = { search: { q, sort, chosen }, onSearch: setSearch, isPart: true };
  const contents = {
    cameras: () => (
      <RecordList
        resource={cameras}
        {...listed}
        above={(row) => <CameraView key={textOf(row.id)} id={textOf(row.id)} name={textOf(row.name)} />}
      />
    ),
    recorders: () => (
      <RecordList resource={recorders} {...listed} columns={[state]} above={(row) => <RecorderState row={row} />} />
    ),
  } as const;
  const shown = tabs.filter(({ permission }) => may(permission));
  const first = shown[0]?.id ?? 'cameras';
  return (
    <Tabs
      label={t('cameras.title')}
      tabs={shown.map(({ id }) => ({ id, name: t(`cameras.${id}`), content: contents[id] }))}
      chosen={shown.find(({ id }) => id === tab)?.id ?? first}
      onChoose={(id) =>
        setSearch({ tab: id === first ? undefined : id, chosen: undefined, q: undefined, sort: undefined })
      }
    />
  );
}

export default function CamerasPage() {
  const t = useT();
  return (
    <>
      <h1>{t('cameras.title')}</h1>
      <LateTexts>
        <Lists />
      </LateTexts>
    </>
  );
}
