import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call } from '../../api/call.js';
import { useMay } from '../../api/session.js';
import { useFormats, useT } from '../../i18n/t.js';
import { playAlarm } from '../../ui/alarm-sound.js';
import { Button } from '../../ui/button.js';
import { ExportMenu } from '../../ui/export-menu.js';
import { Icon } from '../../ui/icon.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { Tabs } from '../../ui/tabs.js';
import { toast } from '../../ui/toast.js';
import { AskedDialog, type Asked } from './alarm-forms.js';
import { AlarmTabContent } from './alarm-tab.js';
import { goOnAt, placeOf } from './keep-place.js';
import { KindsDialog } from './kinds.js';
import { Nuisance } from './nuisance.js';
import { alarmsPage } from './route.js';
import { alarmTabs, filterOf, type AlarmState, type AlarmTab } from './tabs.js';
import './alarms.css';

const useSummary = () =>
  useQuery({
    queryKey: ['alarms', 'summary'],
    queryFn: ({ signal }) => call('GET /alarms/summary', { signal }),
  }).data;

export default function AlarmsPage() {
  const t = useT();
  const may = useMay();
  const { number } = useFormats();
  const [{ tab = 'unacked', alarm }, setSearch] = usePageSearch(alarmsPage);
  const [asked, setAsked] = useState<Asked | null>(null);
  const place = useRef(0);
  const [isKinds, setKinds] = useState(false);
  const summary = useSummary();
  const ask = (about: Asked) => {
    place.current = placeOf(about.ids);
    setAsked(about);
  };
  const answered = () => {
    setAsked(null);
    goOnAt(place.current);
  };
  const test = () => {
    void playAlarm()
      .catch(() => false)
      .then((isHeard) => toast(isHeard ? 'good' : 'bad', t(isHeard ? 'alarms.soundPlayed' : 'alarms.soundBlocked')));
  };
  const countOf = (id: AlarmTab) => (id === 'closed' || id === 'nuisance' ? 0 : (summary?.[id] ?? 0));
  const nameOf = (id: AlarmTab) =>
    countOf(id) === 0 ? t(`alarms.tab-${id}`) : `${t(`alarms.tab-${id}`)} ${number(countOf(id))}`;
  const content = (id: AlarmState) => (
    <AlarmTabContent
      key={id}
      tab={id}
      isFlood={summary?.flood ?? false}
      chosen={alarm}
      onOpen={(chosen) => setSearch({ alarm: chosen })}
      onAsk={ask}
      over={countOf('cleared')}
      onOver={() => setSearch({ tab: 'cleared', alarm: undefined })}
    />
  );
  return (
    <>
      <div className="row">
        <h1 className="grow" tabIndex={-1}>
          {t('alarms.title')}
        </h1>
        {tab !== 'nuisance' && <ExportMenu table="alarms" query={filterOf(tab)} />}
        <Button kind="quiet" onPress={test}>
          <Icon name="bell" size={16} /> {t('alarms.testSound')}
        </Button>
        {may('setting') && (
          <Button kind="quiet" onPress={() => setKinds(true)}>
            <Icon name="gear" size={16} /> {t('alarms.kinds')}
          </Button>
        )}
      </div>
      <Tabs
        label={t('alarms.title')}
        tabs={alarmTabs.map((id) => ({
          id,
          name: nameOf(id),
          content: () => (id === 'nuisance' ? <Nuisance /> : content(id)),
        }))}
        chosen={tab}
        onChoose={(id) => setSearch({ tab: id, alarm: undefined })}
      />
      <AskedDialog asked={asked} onClose={answered} />
      <KindsDialog isOpen={isKinds} onClose={() => setKinds(false)} />
    </>
  );
}
