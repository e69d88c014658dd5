import { useQueryClient } from '@tanstack/react-query';
import { call, callLoosely, type ItemOf } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { Edited, type Edit } from '../../ui/edited.js';
import { ListPage } from '../../ui/list-page.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { RecordForm } from '../../ui/records/record-form.js';
import type { Values } from '../../ui/records/field.js';
import { Removal } from '../../ui/removal.js';
import { SidePanel } from '../../ui/side-panel.js';
import { toast } from '../../ui/toast.js';
import { Quote } from './quote.js';
import { parkingFeesPage } from './route.js';
import { formOf, tariffFields, tariffOf } from './tariff-fields.js';

type Tariff = ItemOf<'GET /parking/tariffs'>;

const columnsOf = (t: Translate): Column<Tariff>[] => [
  { key: 'name', title: t('parkingFees.f-name'), width: 220, sort: 'name', cell: ({ name }) => <bdi>{name}</bdi> },
  { key: 'currency', title: t('parkingFees.f-currency'), width: 100, cell: ({ currency }) => <bdi>{currency}</bdi> },
  {
    key: 'freeMinutes',
    title: t('parkingFees.f-freeMinutes'),
    width: 140,
    isHiddenOnPhone: true,
    cell: ({ freeMinutes }) => <bdi>{String(freeMinutes)}</bdi>,
  },
];

interface EditorProps {
  readonly tariff?: Tariff;
  readonly edit?: Edit;
  readonly onSaved: (id: string) => void;
}

function Editor({ tariff, edit, onSaved }: EditorProps) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const save = async (form: Values) => {
    const body = tariffOf(form);
    const version = edit ? { ifMatch: edit.ifMatch } : {};
    const saved = (await (tariff
      ? callLoosely('PATCH', `/parking/tariffs/${encodeURIComponent(tariff.id)}`, { body, ...version })
      : callLoosely('POST', '/parking/tariffs', { body }))) as Tariff;
    edit?.saved(saved);
    toast('good', t('records.saved', { name: saved.name }));
    await client.invalidateQueries();
    onSaved(saved.id);
  };
  return (
    <RecordForm
      texts="parkingFees"
      fields={tariffFields}
      record={tariff && formOf({ ...tariff })}
      isReadOnly={!may('device')}
      submit={tariff ? t('ui.save') : t('parkingFees.tariffs-add')}
      onSave={save}
    />
  );
}

interface PanelProps {
  readonly tariff: Tariff;
  readonly onClose: () => void;
}

function Panel({ tariff, onClose }: PanelProps) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const { id, name } = tariff;
  return (
    <SidePanel title={<bdi>{name}</bdi>} onClose={onClose}>
      <Quote tariffId={id} />
      <Edited
        key={JSON.stringify(tariff)}
        record={tariff}
        fields={Object.keys(tariff).filter((field) => field !== 'updatedAt')}
        topic="parking"
      >
        {(edit) => <Editor tariff={tariff} edit={edit} onSaved={() => undefined} />}
      </Edited>
      {may('device') && (
        <Removal
          act={t('records.deleteAct', { name })}
          text={t('records.deleteText')}
          remove={() => call('DELETE /parking/tariffs/{id}', { path: { id } })}
          onGone={() => {
            onClose();
            void client.invalidateQueries();
          }}
        />
      )}
    </SidePanel>
  );
}

/** What parking costs. */
export function Tariffs() {
  const t = useT();
  const may = useMay();
  const [{ q, sort, chosen }, setSearch] = usePageSearch(parkingFeesPage);
  return (
    <ListPage
      title={t('parkingFees.tariffs')}
      isPart
      icon="list"
      none={t('parkingFees.tariffs-none')}
      list={useList('parking', 'GET /parking/tariffs', defined({ q, sort, count: 'true' as const }))}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={{ q, sort, chosen }}
      onSearch={setSearch}
      add={may('device') ? t('parkingFees.tariffs-add') : undefined}
      newPanel={() => <Editor onSaved={(id) => setSearch({ chosen: id })} />}
      panel={(id, tariff) =>
        tariff && <Panel key={id} tariff={tariff} onClose={() => setSearch({ chosen: undefined })} />
      }
    />
  );
}
