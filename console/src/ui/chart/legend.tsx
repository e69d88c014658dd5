import { PageLink } from '../page-hooks.js';
import type { Series } from './series.js';

/** What the colours say; each leads to what it counts. */
export const Legend = ({ series }: { readonly series: readonly Series[] }) => (
  <ul className="chart-legend">
    {series.map(({ id, name, tone, link }) => (
      <li key={id}>
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
          <rect width="12" height="12" rx="2" className={`tone-${tone}`} />
        </svg>
        {link ? <PageLink {...link}>{name}</PageLink> : name}
      </li>
    ))}
  </ul>
);
