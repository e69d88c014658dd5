import { useQueryClient } from '@tanstack/react-query';
import { call, type Body, type ItemOf } from '../../api/call.js';
import { defined } from '../../api/defined.js';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import type { Column } from '../../ui/column.js';
import { ListPage } from '../../ui/list-page.js';
import { PageLink, usePageSearch } from '../../ui/page-hooks.js';
import { personName } from '../../ui/person-name.js';
import { RecordForm } from '../../ui/records/record-form.js';
import { Removal } from '../../ui/removal.js';
import { SidePanel } from '../../ui/side-panel.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { useAct } from '../../ui/use-act.js';
import { applicationFields } from './resources.js';
import { attendancePage } from './route.js';

type Application = ItemOf<'GET /attendance/applications'>;

const kinds = ['sign', 'overtime', 'leave'] as const;
const states = ['pending', 'approved', 'rejected'] as const;

const minute = (clock: string | null) => <bdi>{clock?.slice(0, 16) ?? ''}</bdi>;

const columnsOf = (t: Translate): Column<Application>[] => [
  { key: 'person', title: t('attendance.f-person'), width: 170, cell: (one) => <bdi>{personName(one)}</bdi> },
  { key: 'kind', title: t('attendance.f-kind'), width: 120, cell: ({ kind }) => t(`attendance.kind-${kind}`) },
  { key: 'from', title: t('attendance.f-startTime'), width: 140, cell: ({ startTime }) => minute(startTime) },
  {
    key: 'to',
    title: t('attendance.f-endTime'),
    width: 140,
    isHiddenOnPhone: true,
    cell: ({ endTime }) => minute(endTime),
  },
  { key: 'state', title: t('attendance.state'), width: 110, cell: ({ state }) => t(`attendance.state-${state}`) },
];

function Decision({ application }: { readonly application: Application }) {
  const t = useT();
  const { act, isPending } = useAct();
  const { id, state } = application;
  const path = { id };
  return (
    <div className="row">
      {state !== 'approved' && (
        <Button
          kind="main"
          isPending={isPending}
          onPress={() =>
            act(
              () => call('POST /attendance/applications/{id}/approve', { path, body: {} }),
              t('attendance.state-approved'),
            )
          }
        >
          {t('attendance.approve')}
        </Button>
      )}
      {state !== 'rejected' && (
        <Button
          isPending={isPending}
          onPress={() =>
            act(
              () => call('POST /attendance/applications/{id}/reject', { path, body: {} }),
              t('attendance.state-rejected'),
            )
          }
        >
          {t('attendance.reject')}
        </Button>
      )}
    </div>
  );
}

/** What was asked, and what was decided. */
function Facts({ application }: { readonly application: Application }) {
  const t = useT();
  const { pin, deptName, kind, startTime, endTime, leaveTypeNo, remark, state, decidedBy, decidedAt, comment } =
    application;
  const facts: readonly (readonly [string, string | null])[] = [
    [t('attendance.f-kind'), t(`attendance.kind-${kind}`)],
    [t('attendance.f-startTime'), startTime.slice(0, 16)],
    [t('attendance.f-endTime'), endTime?.slice(0, 16) ?? null],
    [t('attendance.f-leaveType'), leaveTypeNo],
    [t('attendance.f-department'), deptName],
    [t('attendance.f-remark'), remark],
    [t('attendance.state'), t(`attendance.state-${state}`)],
    [t('attendance.decidedBy'), decidedBy],
    [t('attendance.comment'), comment],
  ];
  return (
    <>
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => (
            <div key={name} className="attendance-sum">
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
      {decidedAt !== null && (
        <p className="small muted">
          <Time at={decidedAt} isWhole />
        </p>
      )}
      <PageLink to={`/people/${encodeURIComponent(pin)}`}>{t('attendance.toPerson')}</PageLink>
    </>
  );
}

function Panel({ application, onClose }: { readonly application: Application; readonly onClose: () => void }) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const { id } = application;
  return (
    <SidePanel title={<bdi>{personName(application)}</bdi>} onClose={onClose}>
      <Facts application={application} />
      {may('attendance') && (
        <>
          <Decision application={application} />
          <Removal
            act={t('attendance.deleteAct')}
            text={t('attendance.deleteText')}
            remove={() => call('DELETE /attendance/applications/{id}', { path: { id } })}
            onGone={() => {
              onClose();
              void client.invalidateQueries();
            }}
          />
        </>
      )}
    </SidePanel>
  );
}

function NewApplication({ onMade }: { readonly onMade: (id: string) => void }) {
  const t = useT();
  const client = useQueryClient();
  return (
    <RecordForm
      texts="attendance"
      fields={applicationFields}
      submit={t('attendance.enter')}
      onSave={async (said) => {
        const body = said as unknown as Body<'POST /attendance/applications'>;
        const made = await call('POST /attendance/applications', { body });
        toast('good', t('attendance.entered'));
        await client.invalidateQueries();
        onMade(made.id);
      }}
    />
  );
}

/** Punches by hand, overtime and leave: entered here, or asked for by people. */
export function Applications() {
  const t = useT();
  const may = useMay();
  const [{ state, kind, chosen }, setSearch] = usePageSearch(attendancePage);
  const close = () => setSearch({ chosen: undefined });
  const tokens = [
    kind && { id: 'kind', text: t(`attendance.kind-${kind}`), onRemove: () => setSearch({ kind: undefined }) },
    state && { id: 'state', text: t(`attendance.state-${state}`), onRemove: () => setSearch({ state: undefined }) },
  ].filter((token) => token !== undefined);
  return (
    <ListPage
      title={t('attendance.applications')}
      isPart
      icon="list"
      none={t('attendance.applications-none')}
      list={useList('events', 'GET /attendance/applications', defined({ state, kind }))}
      columns={columnsOf(t)}
      keyOf={({ id }) => id}
      search={{ chosen }}
      onSearch={({ chosen: next }) => setSearch({ chosen: next })}
      hasText={false}
      tokens={tokens}
      choices={[
        {
          title: t('attendance.f-kind'),
          actions: kinds.map((id) => ({
            id,
            name: t(`attendance.kind-${id}`),
            isChosen: id === kind,
            onAction: () => setSearch({ kind: id }),
          })),
        },
        {
          title: t('attendance.state'),
          actions: states.map((id) => ({
            id,
            name: t(`attendance.state-${id}`),
            isChosen: id === state,
            onAction: () => setSearch({ state: id }),
          })),
        },
      ]}
      add={may('attendance') ? t('attendance.enter') : undefined}
      newPanel={() => <NewApplication onMade={(id) => setSearch({ chosen: id })} />}
      panel={(id, application) => application && <Panel key={id} application={application} onClose={close} />}
    />
  );
}
