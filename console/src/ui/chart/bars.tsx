import type { ReactNode } from 'react';
import { useFormats } from '../../i18n/t.js';
import { PageLink } from '../page-hooks.js';
import { useRoving } from './roving.js';
import { roundedUp, type Bucket, type Series } from './series.js';

interface BarsProps {
  readonly label: string;
  readonly series: readonly Series[];
  readonly buckets: readonly Bucket[];
  /** What should not be passed: a line across, and what stands above it is shown as an alarm. */
  readonly limit?: { readonly value: number; readonly name: string };
}

const height = 100;
const width = 10;
const gap = 1.5;

const sumOf = ({ values }: Bucket) => values.reduce((sum, value) => sum + value, 0);

interface ColumnProps {
  readonly bucket: Bucket;
  readonly at: number;
  readonly series: readonly Series[];
  readonly scale: number;
  readonly isOver: boolean;
}

/** One beside the other, each of all series, the first at the bottom; the whole height can be pressed. */
function Column({ bucket, at, series, scale, isOver }: ColumnProps) {
  const parts: ReactNode[] = [];
  let from = height;
  for (const [index, { id, tone }] of series.entries()) {
    const size = ((bucket.values[index] ?? 0) / scale) * height;
    from -= size;
    const shown = isOver ? 'alarm' : tone;
    if (size > 0)
      parts.push(
        <rect
          key={id}
          x={at * width + gap / 2}
          y={from}
          width={width - gap}
          height={size}
          className={`tone-${shown}`}
        />,
      );
  }
  return (
    <>
      <rect x={at * width} y={0} width={width} height={height} className="bar-field" />
      {parts}
    </>
  );
}

/** Bars of hours or days, stacked. The numbers are in the table of the figure, and each bar says its own. */
export function Bars({ label, series, buckets, limit }: BarsProps) {
  const { number } = useFormats();
  const roving = useRoving(buckets.length);
  const scale = roundedUp(Math.max(limit?.value ?? 0, ...buckets.map(sumOf)));
  const nameOf = ({ name, values }: Bucket) =>
    `${name}: ${series.map((one, at) => `${one.name} ${number(values[at] ?? 0)}`).join(', ')}`;
  const limitAt = limit && height - (limit.value / scale) * height;
  return (
    <div className="bars">
      <div className="bars-scale" aria-hidden="true">
        {[scale, scale / 2, 0].map((value) => (
          <bdi key={value}>{number(value)}</bdi>
        ))}
      </div>
      <svg
        className="bars-plot"
        viewBox={`0 0 ${String(buckets.length * width)} ${String(height)}`}
        preserveAspectRatio="none"
        role="group"
        aria-label={label}
        onKeyDown={roving.onKeyDown}
      >
        {[0, height / 2, height].map((y) => (
          <line key={y} x1="0" x2={buckets.length * width} y1={y} y2={y} className="chart-line" />
        ))}
        {buckets.map((bucket, at) => {
          const isOver = limit !== undefined && sumOf(bucket) > limit.value;
          const column = (
            <>
              <title>{nameOf(bucket)}</title>
              <Column bucket={bucket} at={at} series={series} scale={scale} isOver={isOver} />
            </>
          );
          if (!bucket.link) return <g key={bucket.id}>{column}</g>;
          return (
            <PageLink
              key={bucket.id}
              {...bucket.link}
              className="bar"
              label={nameOf(bucket)}
              tabIndex={roving.tabIndexOf(at)}
            >
              {column}
            </PageLink>
          );
        })}
        {limitAt !== undefined && (
          <line x1="0" x2={buckets.length * width} y1={limitAt} y2={limitAt} className="chart-limit" />
        )}
      </svg>
      <Ticks buckets={buckets} />
    </div>
  );
}

/** A tick that has less room than this part of the chart is left out. */
const leastRoom = 1 / 12;

/** Each reaches to the next. */
function Ticks({ buckets }: { readonly buckets: readonly Bucket[] }) {
  const last = buckets.length * (1 - leastRoom);
  const places = buckets.flatMap(({ id, tick }, at) => (tick === undefined || at > last ? [] : [{ id, tick, at }]));
  return (
    <div
      className="bars-ticks"
      aria-hidden="true"
      style={{ gridTemplateColumns: `repeat(${String(buckets.length)}, minmax(0, 1fr))` }}
    >
      {places.map(({ id, tick, at }, index) => (
        <span
          key={id}
          style={{ gridColumn: `${String(at + 1)} / ${String((places[index + 1]?.at ?? buckets.length) + 1)}` }}
        >
          <bdi>{tick}</bdi>
        </span>
      ))}
    </div>
  );
}
