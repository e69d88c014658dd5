import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import type { DeviceView, RowsGoing, SurveyView } from '../../api/types.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { tableName } from '../../ui/order-words.js';
import { toast } from '../../ui/toast.js';
import { tellError } from '../../ui/told.js';
import { useAct } from '../../ui/use-act.js';
import { TakeOver } from './take-over.js';

/** While it is being read, so often is looked whether it is done. */
const lookMs = 5_000;

/** Templates are read type by type: here a table is one. */
function foreignIn({ tables }: SurveyView): RowsGoing[] {
  const rows = new Map<string, number>();
  for (const { table, counts } of tables) {
    const foreign = counts?.foreign ?? 0;
    if (foreign > 0) rows.set(table, (rows.get(table) ?? 0) + foreign);
  }
  return [...rows].map(([table, count]) => ({ table, rows: count }));
}

const wordsOf = (t: Translate, going: readonly RowsGoing[]) =>
  going.map(({ table, rows }) => `${tableName(t, table)} (${String(rows)})`).join(', ');

interface Asked {
  /** Undefined = all but wiring and formats of readers, which only go by name. */
  readonly tables: string[] | undefined;
  readonly going: readonly RowsGoing[];
}

/** Asks with the numbers of a trial: what the list shows may have gone meanwhile. */
function useClearing({ sn, name }: DeviceView) {
  const t = useT();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { act, isPending } = useAct();
  const clear = (tables: string[] | undefined, dryRun: boolean) =>
    call('POST /devices/{sn}/survey/clear', { path: { sn }, body: { dryRun, ...(tables && { tables }) } });
  const ask = (tables?: string[]) => {
    clear(tables, true).then(({ tables: going }) => {
      if (going.length === 0) toast('good', t('deviceWork.clearNothing'));
      else setAsked({ tables, going });
    }, tellError(t));
  };
  const count = asked?.going.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
  const dialog = asked && (
    <Confirm
      title={t('deviceWork.foreignRows', { count })}
      text={t('deviceWork.clearWhat', { name, tables: wordsOf(t, asked.going) })}
      act={t('deviceWork.clearAct', { name, count })}
      isOpen
      onClose={() => setAsked(null)}
      onAct={() => act(() => clear(asked.tables, false), t('deviceWork.clearBegun', { name }))}
    />
  );
  return { ask, dialog, isPending };
}

interface ListProps {
  readonly device: DeviceView;
  readonly survey: SurveyView;
  /** Where it is offered already. */
  readonly isTakenOverElsewhere: boolean;
}

function List({ device, survey, isTakenOverElsewhere }: ListProps) {
  const t = useT();
  const may = useMay();
  const { ask, dialog, isPending } = useClearing(device);
  const title = t('deviceWork.foreignRows', { count: device.sync.foreign });
  const isRead = survey.status === 'done';
  const isDisabled = !isRead || isPending;
  return (
    <section className="stack" aria-label={title}>
      <h2>{title}</h2>
      <p className="muted">{t(isRead ? 'deviceWork.foreignWhat' : 'deviceWork.beingRead')}</p>
      {may('device') && (
        <div className="row">
          {!isTakenOverElsewhere && <TakeOver sn={device.sn} isDisabled={isDisabled} />}
          <Button kind="danger" isDisabled={isDisabled} onPress={() => ask()}>
            {t('deviceWork.clearAll')}
          </Button>
        </div>
      )}
      <ul className="device-choices">
        {foreignIn(survey).map(({ table, rows }) => (
          <li key={table}>
            <span title={table}>
              {tableName(t, table)}: {rows}
            </span>
            {may('device') && (
              <Button
                isDisabled={isDisabled}
                aria-label={t('deviceWork.clearTable', { table: tableName(t, table) })}
                onPress={() => ask([table])}
              >
                {t('deviceWork.removeUsers')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {dialog}
    </section>
  );
}

/** Rows of another server that are still in force on the device: linkages, rights, rules. */
export function ForeignRows({ device, isTakenOverElsewhere }: Omit<ListProps, 'survey'>) {
  const { sn } = device;
  const { data } = useQuery({
    queryKey: ['sync', 'survey', sn],
    queryFn: ({ signal }) => call('GET /devices/{sn}/survey', { path: { sn }, signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? lookMs : false),
  });
  return data ? <List {...{ device, isTakenOverElsewhere }} survey={data} /> : null;
}
