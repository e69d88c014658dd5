import { useFormats } from '../../i18n/t.js';

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Bytes, with a unit that one can say. */
export function Size({ bytes }: { readonly bytes: number }) {
  const { number } = useFormats();
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return (
    <span>
      {number(value >= 100 || power === 0 ? Math.round(value) : Math.round(value * 10) / 10)} {units[power]}
    </span>
  );
}
