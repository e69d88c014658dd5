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
import { WhatIf } from '../../ui/what-if.js';
import { DepartmentLevels } from './department-levels.js';
import { departmentsPage } from './route.js';

type Department = ItemOf<'GET /departments'>;

interface PanelProps {
  readonly department: Department;
  readonly departments: readonly Department[];
  readonly onGone: () => void;
}

function DepartmentPanel({ department, departments, onGone }: PanelProps) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const { code, name } = department;
  const refresh = () => client.invalidateQueries({ queryKey: ['departments'] });
  return (
    <>
      <Edited record={department} fields={['name', 'parentCode']} topic="departments">
        {({ ifMatch, saved }) => (
          <BranchForm
            branches={departments}
            branch={department}
            isReadOnly={!may('person')}
            onSave={async ({ name: given, parentCode }) => {
              const body = { name: given, parentCode };
              saved(await call('PATCH /departments/{code}', { path: { code }, body, ifMatch }));
              toast('good', t('departments.saved', { name: given }));
              await refresh();
            }}
          >
            {({ parentCode }) => (
              <WhatIf
                change={{ method: 'PATCH', path: `/departments/${encodeURIComponent(code)}`, body: { parentCode } }}
              />
            )}
          </BranchForm>
        )}
      </Edited>
      <PageLink to="/people" search={{ deptCode: code }}>
        {t('departments.members')}
      </PageLink>
      <DepartmentLevels code={code} />
      {may('person') && (
        <Removal
          act={t('departments.deleteAct', { name })}
          text={t('departments.deleteText')}
          remove={() => call('DELETE /departments/{code}', { path: { code } })}
          onGone={() => {
            onGone();
            void refresh();
          }}
        />
      )}
    </>
  );
}

export default function DepartmentsPage() {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const [{ department: code, isNew }, setSearch] = usePageSearch(departmentsPage);
  const asked = useQuery({
    queryKey: ['departments', 'tree'],
    queryFn: ({ signal }) => wholeList('GET /departments', { sort: 'name' }, signal),
  });
  const departments = asked.data?.items ?? [];
  const chosen = departments.find((one) => one.code === code);
  const close = () => setSearch({ department: undefined, isNew: undefined });
  const panel = isNew ? (
    <SidePanel key="new" title={t('departments.add')} onClose={close}>
      <BranchForm
        branches={departments}
        parentCode={code ?? null}
        isReadOnly={false}
        onSave={async (body) => {
          await call('POST /departments', { body });
          await client.invalidateQueries({ queryKey: ['departments'] });
          setSearch({ department: body.code, isNew: undefined });
        }}
      />
    </SidePanel>
  ) : (
    chosen && (
      <SidePanel key={JSON.stringify(chosen)} title={<bdi>{chosen.name}</bdi>} onClose={close}>
        <DepartmentPanel department={chosen} departments={departments} onGone={close} />
      </SidePanel>
    )
  );
  return (
    <>
      <div className="row">
        <h1 className="grow">{t('departments.title')}</h1>
        {may('person') && (
          <Button kind="main" onPress={() => setSearch({ isNew: true })}>
            <Icon name="plus" size={16} />
            {t('departments.add')}
          </Button>
        )}
      </div>
      <WithPanel panel={panel}>
        <Waiting asked={asked} />
        {asked.data && departments.length === 0 && <Empty icon="building" text={t('departments.none')} />}
        {departments.length > 0 && (
          <TreeList
            label={t('departments.title')}
            icon="building"
            branches={departments}
            chosen={code}
            onChoose={(one) => setSearch({ department: one.code, isNew: undefined })}
          />
        )}
      </WithPanel>
    </>
  );
}
