import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSession } from '../api/session.js';
import { loadLateTexts } from '../i18n/load.js';
import { localeOf } from '../i18n/locale.js';
import { translator, useLanguage } from '../i18n/t.js';
import { useEventTypes } from './event-names.js';
import { verifyWords } from './verify-words.js';

interface Verified {
  readonly eventNo: number;
  readonly verifyType: string;
  /** In the language of the site. */
  readonly verifyModeName: string;
}

/** Of linkages a device reports which event started them, in the place of how somebody was verified. */
const linkages: ReadonlySet<number> = new Set([6, 231]);

/** How somebody was verified, in the language of the page: it is told in that of the site. */
export function useVerifyName(): (event: Verified) => string {
  const { site } = useSession();
  const language = useLanguage();
  const isOther = language !== site.locale;
  const events = useEventTypes(isOther);
  const { data: texts } = useQuery({
    queryKey: ['late-texts', language],
    queryFn: () => loadLateTexts(language),
    enabled: isOther,
    staleTime: Infinity,
  });
  const t = useMemo(() => (isOther && texts ? translator(language, texts) : null), [isOther, language, texts]);
  return ({ eventNo, verifyType, verifyModeName }) => {
    if (verifyModeName === '' || !t) return verifyModeName;
    const started = linkages.has(eventNo) ? events.get(Number(verifyType)) : undefined;
    return started ?? verifyWords(t, localeOf[language], verifyType);
  };
}
