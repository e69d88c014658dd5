import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/session.js';
import { loadLateTexts } from '../../i18n/load.js';
import { MoreTexts, useLanguage, useT } from '../../i18n/t.js';
import { usePageSearch } from '../../ui/page-hooks.js';
import { Tabs } from '../../ui/tabs.js';
import { Waiting } from '../../ui/waiting.js';
import { Payments } from './payments.js';
import { parkingFeesPage } from './route.js';
import { Stays } from './stays.js';
import { Tariffs } from './tariffs.js';
import './parking-fees.css';

const tabs = [
  { id: 'stays', permission: 'watch', content: () => <Stays /> },
  { id: 'payments', permission: 'watch', content: () => <Payments /> },
  { id: 'tariffs', permission: 'device.read', content: () => <Tariffs /> },
] as const;

function Lists() {
  const t = useT();
  const may = useMay();
  const [{ tab }, setSearch] = usePageSearch(parkingFeesPage);
  const shown = tabs.filter(({ permission }) => may(permission));
  const first = shown[0]?.id ?? 'stays';
  return (
    <Tabs
      label={t('fees.title')}
      tabs={shown.map(({ id, content }) => ({ id, name: t(`parkingFees.${id}`), content }))}
      chosen={shown.find(({ id }) => id === tab)?.id ?? first}
      onChoose={(id) =>
        setSearch({ tab: id === first ? undefined : id, chosen: undefined, q: undefined, sort: undefined })
      }
    />
  );
}

/** What parking costs, and who has paid. Its texts come with it. */
export default function ParkingFeesPage() {
  const t = useT();
  const language = useLanguage();
  const texts = useQuery({
    queryKey: ['late-texts', language],
    queryFn: () => loadLateTexts(language),
    staleTime: Infinity,
  });
  return (
    <>
      <h1>{t('fees.title')}</h1>
      {texts.data ? (
        <MoreTexts texts={texts.data}>
          <Lists />
        </MoreTexts>
      ) : (
        <Waiting asked={texts} />
      )}
    </>
  );
}
