import { useState } from 'react';
import { useList } from '../../api/list.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { usePageLetters } from '../../ui/page-letters.js';
import { SidePanel, WithPanel } from '../../ui/side-panel.js';
import { Empty, ErrorBlock, Loading } from '../../ui/states.js';
import type { Asked } from './alarm-forms.js';
import { AlarmList, Flood } from './alarm-list.js';
import { AlarmPanel } from './alarm-panel.js';
import { placeName, type Alarm } from './alarm-words.js';
import { filterOf, type AlarmState } from './tabs.js';

interface TabProps {
  readonly tab: AlarmState;
  readonly isFlood: boolean;
  readonly chosen: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
  readonly onAsk: (asked: Asked) => void;
}

/** What a key does: to what is ticked, else to the one whose panel is open. */
function useLetters(ids: readonly string[], chosen: Alarm | undefined, onAsk: (asked: Asked) => void) {
  const t = useT();
  const may = useMay();
  const ask = (what: Asked['what'], about: readonly string[]) => () => {
    if (may('alarm.ack') && about.length > 0) onAsk({ what, ids: about });
  };
  const own = chosen ? [chosen.id] : [];
  const shelved = chosen && chosen.priority > 1 && chosen.ack === null ? own : [];
  usePageLetters([
    { letter: 'a', name: t('alarms.acknowledge'), act: ask('ack', ids.length > 0 ? ids : own) },
    { letter: 'n', name: t('alarms.addNote'), act: ask('note', own) },
    { letter: 's', name: t('alarms.shelve'), act: ask('shelve', shelved) },
  ]);
}

interface OpenProps extends TabProps {
  readonly alarms: readonly Alarm[];
}

/** The list, what is ticked in it, and the panel of the one that is open. */
function Alarms({ tab, isFlood, chosen, onOpen, onAsk, alarms }: OpenProps) {
  const t = useT();
  const may = useMay();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const ids = alarms.filter(({ id }) => ticked.has(id)).map(({ id }) => id);
  const shown = alarms.find(({ id }) => id === chosen);
  useLetters(ids, shown, onAsk);
  const canAck = may('alarm.ack') && (tab === 'unacked' || tab === 'cleared');
  const onTick = (some: readonly string[], is: boolean) =>
    setTicked((old) => new Set(is ? [...old, ...some] : [...old].filter((id) => !some.includes(id))));
  const acknowledge = (about: readonly string[]) => onAsk({ what: 'ack', ids: about });
  const list = { label: t(`alarms.tab-${tab}`), alarms, chosen, onOpen, ticked: canAck ? ticked : null, onTick };
  const panel = shown && (
    <SidePanel key={shown.id} title={<bdi>{placeName(shown)}</bdi>} onClose={() => onOpen(undefined)}>
      <AlarmPanel alarm={shown} onAsk={onAsk} />
    </SidePanel>
  );
  return (
    <WithPanel panel={panel}>
      <div className="alarm-scroll">
        {ids.length > 0 && (
          <p className="row">
            <Button kind="main" onPress={() => acknowledge(ids)}>
              {t('alarms.acknowledgeMany', { count: ids.length })}
            </Button>
          </p>
        )}
        {isFlood ? <Flood {...list} onAcknowledge={canAck ? acknowledge : null} /> : <AlarmList {...list} />}
      </div>
    </WithPanel>
  );
}

interface NothingProps {
  readonly tab: AlarmState;
  /** How many are over that nobody has acknowledged: they wait, too. */
  readonly over: number;
  readonly onOver: () => void;
}

function Nothing({ tab, over, onOver }: NothingProps) {
  const t = useT();
  if (tab !== 'unacked') return <Empty icon="bell" text={t('alarms.noneHere')} />;
  if (over === 0) return <Empty icon="bell" text={t('alarms.none')} />;
  return (
    <Empty icon="bell" text={t('alarms.overWait', { count: over })}>
      <Button onPress={onOver}>{t('alarms.tab-cleared')}</Button>
    </Empty>
  );
}

export function AlarmTabContent({ over, onOver, ...props }: TabProps & NothingProps) {
  const t = useT();
  const { tab, isFlood } = props;
  const { rows, error, isLoading, hasMore, more, retry } = useList('alarms', 'GET /alarms', filterOf(tab));
  if (isLoading) return <Loading />;
  if (error && rows.length === 0) return <ErrorBlock error={error} onRetry={retry} />;
  if (rows.length === 0) return <Nothing tab={tab} over={over} onOver={onOver} />;
  return (
    <>
      <Alarms {...props} alarms={rows} isFlood={isFlood && tab === 'unacked'} />
      {hasMore && <Button onPress={more}>{t('alarms.more')}</Button>}
    </>
  );
}
