import { useQuery } from '@tanstack/react-query';
import './qr.css';

interface QrProps {
  /** What a scanner reads. */
  readonly text: string;
  /** What it is for; it is read aloud in place of the picture. */
  readonly label: string;
}

/** Fetched with the first code that is shown. */
async function drawn(text: string): Promise<{ readonly size: number; readonly path: string }> {
  const { encode } = await import('uqr');
  const { size, data } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
  );
  return { size, path: path.join('') };
}

export function Qr({ text, label }: QrProps) {
  const { data } = useQuery({ queryKey: ['qr', text], queryFn: () => drawn(text), staleTime: Infinity });
  if (!data) return null;
  const size = String(data.size);
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <path d={data.path} fill="currentColor" />
    </svg>
  );
}
