import { call, type ItemOf } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useFormats, useT } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { Acts, actWait, type Act } from '../../ui/records/acts.js';
import type { Values } from '../../ui/records/field.js';
import { RecordList } from '../../ui/records/record-list.js';
import { Time } from '../../ui/time.js';
import { gates } from './resources.js';
import { gatesPage } from './route.js';
import './gates.css';

type Gate = ItemOf<'GET /gates'>;

const gateOf = (row: Values) => row as unknown as Gate;
const counters = ['inCount', 'outCount', 'alarmCount', 'runCount', 'irSenseCount'] as const;

/** What the controller has counted, and when it said so. */
function State({ gate }: { readonly gate: Gate }) {
  const t = useT();
  const formats = useFormats();
  const { reportedAt } = gate;
  if (reportedAt === null) return <p className="muted">{t('gates.unreported')}</p>;
  return (
    <>
      <dl className="facts">
        {counters.map((name) => (
          <div key={name} className="gate-fact">
            <dt>{t(`gates.${name}`)}</dt>
            <dd>{gate[name] === null ? '–' : formats.number(gate[name])}</dd>
          </div>
        ))}
      </dl>
      <p className="small muted">
        {t('gates.reported')} <Time at={reportedAt} />
      </p>
    </>
  );
}

function useActs() {
  const t = useT();
  const may = useMay();
  return ({ id, exitLock }: Gate): Act[] => {
    const actions = exitLock === null ? (['letIn'] as const) : (['letIn', 'letOut'] as const);
    return may('door.open')
      ? actions.map((action) => ({
          id: action,
          name: t(`gates.${action}`),
          isMain: action === 'letIn',
          act: () => call('POST /gates/actions', { body: { gateIds: [id], action, wait: actWait } }),
        }))
      : [];
  };
}

export default function GatesPage() {
  const t = useT();
  const formats = useFormats();
  const [search, setSearch] = usePageSearch(gatesPage);
  const acts = useActs();
  const counted = (name: 'inCount' | 'outCount', width: number): Column<Values> => ({
    key: name,
    title: t(`gates.${name}`),
    width,
    isNumber: true,
    cell: (row) => {
      const count = gateOf(row)[name];
      return count === null ? '' : formats.number(count);
    },
  });
  return (
    <RecordList
      resource={gates}
      search={search}
      onSearch={setSearch}
      columns={[
        counted('inCount', 90),
        counted('outCount', 90),
        {
          key: 'reported',
          title: t('gates.reported'),
          width: 140,
          isHiddenOnPhone: true,
          cell: (row) => {
            const { reportedAt } = gateOf(row);
            return reportedAt === null ? '' : <Time at={reportedAt} />;
          },
        },
      ]}
      above={(row) => (
        <>
          <Acts acts={acts(gateOf(row))} />
          <State gate={gateOf(row)} />
        </>
      )}
    />
  );
}
