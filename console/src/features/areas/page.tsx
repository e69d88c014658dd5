import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call, type ItemOf } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { wholeList } from '../../api/whole-list.js';
import { useT } from '../../i18n/t.js';
import { BranchForm } from '../../ui/branch-form.js';
import { Button } from '../../ui/button.js';
import { Edited } from '../../ui/edited.js';
import { Icon } from '../../ui/icon.js';
import { PageLink, usePageSearch } from '../../ui/page-hooks.js';
import { Removal } from '../../ui/removal.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';
import { TreeList } from '../../ui/tree-list.js';
import { Waiting } from '../../ui/waiting.js';
import { areasPage } from './route.js';

type Area = ItemOf<'GET /areas'>;

interface PanelProps {
  readonly area: Area;
  readonly areas: readonly Area[];
  readonly onGone: () => void;
}

function AreaPanel({ area, areas, onGone }: PanelProps) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const { id, code, name } = area;
  const refresh = () => client.invalidateQueries({ queryKey: ['areas'] });
  return (
    <>
      <Edited record={area} fields={['name', 'parentCode']} topic="areas">
        {({ ifMatch, saved }) => (
          <BranchForm
            branches={areas}
            branch={area}
            isReadOnly={!may('area')}
            onSave={async ({ name: given, parentCode }) => {
              const body = { name: given, parentCode };
              saved(await call('PATCH /areas/{id}', { path: { id }, body, ifMatch }));
              toast('good', t('areas.saved', { name: given }));
              await refresh();
            }}
          />
        )}
      </Edited>
      <PageLink to="/events" search={{ area: code }}>
        {t('areas.events')}
      </PageLink>
      {may('area') && (
        <Removal
          act={t('areas.deleteAct', { name })}
          text={t('areas.deleteText')}
          remove={() => call('DELETE /areas/{id}', { path: { id } })}
          onGone={() => {
            onGone();
            void refresh();
          }}
        />
      )}
    </>
  );
}

export default function AreasPage() {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const [{ area: code, isNew }, setSearch] = usePageSearch(areasPage);
  const asked = useQuery({
    queryKey: ['areas', 'tree'],
    queryFn: ({ signal }) => wholeList('GET /areas', { sort: 'name' }, signal),
  });
  const areas = asked.data?.items ?? [];
  const chosen = areas.find((one) => one.code === code);
  const close = () => setSearch({ area: undefined, isNew: undefined });
  const panel = isNew ? (
    <SidePanel key="new" title={t('areas.add')} onClose={close}>
      <BranchForm
        branches={areas}
        parentCode={code ?? null}
        isReadOnly={false}
        onSave={async (body) => {
          await call('POST /areas', { body });
          await client.invalidateQueries({ queryKey: ['areas'] });
          setSearch({ area: body.code, isNew: undefined });
        }}
      />
    </SidePanel>
  ) : (
    chosen && (
      <SidePanel key={JSON.stringify(chosen)} title={<bdi>{chosen.name}</bdi>} onClose={close}>
        <AreaPanel area={chosen} areas={areas} onGone={close} />
      </SidePanel>
    )
  );
  return (
    <>
      <div className="row">
        <h1 className="grow">{t('areas.title')}</h1>
        {may('area') && (
          <Button kind="main" onPress={() => setSearch({ isNew: true })}>
            <Icon name="plus" size={16} />
            {t('areas.add')}
          </Button>
        )}
      </div>
      <WithPanel panel={panel}>
        <Waiting asked={asked} />
        {asked.data && areas.length === 0 && <Empty icon="map" text={t('areas.none')} />}
        {areas.length > 0 && (
          <TreeList
            label={t('areas.title')}
            icon="map"
            branches={areas}
            chosen={code}
            onChoose={(one) => setSearch({ area: one.code, isNew: undefined })}
          />
        )}
      </WithPanel>
    </>
  );
}
