import { useT } from '../i18n/t.js';

interface Stream {
  readonly stream: 'main' | 'sub';
  readonly url: string;
}

/** Addresses for a video player; browsers play no RTSP. Needs the late texts. */
export function StreamList({ streams }: { readonly streams: readonly Stream[] }) {
  const t = useT();
  return (
    <dl className="facts">
      {streams.map(({ stream, url }) => (
        <div key={stream} className="fact">
          <dt>{t(`cameras.stream-${stream}`)}</dt>
          <dd>
            <bdi>{url}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
