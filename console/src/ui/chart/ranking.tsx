import { useFormats } from '../../i18n/t.js';
import { PageLink } from '../page-hooks.js';
import type { ChartLink, Tone } from './series.js';

interface Ranked {
  readonly id: string;
  readonly name: string;
  readonly n: number;
  readonly link?: ChartLink;
}

/** Names with bars, the longest first. */
export function Ranking({ items, tone }: { readonly items: readonly Ranked[]; readonly tone: Tone }) {
  const { number } = useFormats();
  const most = Math.max(1, ...items.map(({ n }) => n));
  return (
    <ol className="ranking">
      {items.map(({ id, name, n, link }) => (
        <li key={id}>
          <span className="ranking-name">{link ? <PageLink {...link}>{name}</PageLink> : name}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect width={(n / most) * 100} height="10" className={`tone-${tone}`} />
          </svg>
          <bdi>{number(n)}</bdi>
        </li>
      ))}
    </ol>
  );
}
