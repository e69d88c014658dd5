import { useT } from '../../i18n/t.js';
import { LateTexts } from '../../ui/late-texts.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { RecordList } from '../../ui/records/record-list.js';
import { Tabs } from '../../ui/tabs.js';
import { Records } from './records.js';
import { accounts } from './resources.js';
import { consumptionPage } from './route.js';

const tabs = ['records', 'accounts'] as const;

function Contents() {
  const t = useT();
  const [{ tab, q, sort, chosen }, setSearch] = usePageSearch(consumptionPage);
  const contents = {
    records: () => <Records />,
    accounts: () => <RecordList resource={accounts} search={{ q, sort, chosen }} onSearch={setSearch} isPart />,
  } as const;
  return (
    <Tabs
      label={t('consumption.title')}
      tabs={tabs.map((id) => ({ id, name: t(`consumption.${id}`), content: contents[id] }))}
      chosen={tab ?? 'records'}
      onChoose={(id) =>
        setSearch({ tab: id === 'records' ? undefined : id, chosen: undefined, q: undefined, sort: undefined })
      }
    />
  );
}

export default function ConsumptionPage() {
  const t = useT();
  return (
    <>
      <h1>{t('consumption.title')}</h1>
      <LateTexts>
        <Contents />
      </LateTexts>
    </>
  );
}
