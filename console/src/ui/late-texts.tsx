import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { loadLateTexts } from '../i18n/load.js';
import { MoreTexts, useLanguage } from '../i18n/t.js';
import { Waiting } from './waiting.js';

/** What is inside has the texts that do not come with the language (`late` in build/texts.ts). */
export function LateTexts({ children }: { readonly children: ReactNode }) {
  const language = useLanguage();
  const texts = useQuery({
    queryKey: ['late-texts', language],
    queryFn: () => loadLateTexts(language),
    staleTime: Infinity,
  });
  if (!texts.data) return <Waiting asked={texts} />;
  return <MoreTexts texts={texts.data}>{children}</MoreTexts>;
}
