import { useT } from '../../i18n/t.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { Tabs } from '../../ui/tabs.js';
import { Broker } from './broker.js';
import { brokerKinds } from './kinds.js';
import { brokersPage } from './route.js';

/** Brokers that messages are published to, beside webhooks. */
export default function BrokersPage() {
  const t = useT();
  const [{ tab = 'mqtt' }, setSearch] = usePageSearch(brokersPage);
  return (
    <>
      <h1>{t('brokers.title')}</h1>
      <Tabs
        label={t('brokers.title')}
        tabs={brokerKinds.map((kind) => ({
          id: kind.id,
          name: kind.name,
          content: () => <Broker key={kind.id} kind={kind} />,
        }))}
        chosen={tab}
        onChoose={(id) => setSearch({ tab: id === 'mqtt' ? undefined : id })}
      />
    </>
  );
}
