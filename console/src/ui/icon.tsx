/**
 * Outlines on a field of 24 by 24, drawn for Postern: 2 wide, round ends. Their names say what they show, so that one
 * may stand for several things.
 */
const paths = {
  home: 'M4 11l8-7 8 7M6 10v10h12V10',
  door: 'M6 21V4h10v17M3 21h18M13 12v1',
  list: 'M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01',
  bell: 'M6 17V11a6 6 0 0112 0v6l2 2H4zM10 21h4',
  people:
    'M9 11a4 4 0 100-8 4 4 0 000 8zM2 21v-2a5 5 0 015-5h4a5 5 0 015 5v2M16 3.5a4 4 0 010 7.5M22 21v-2a5 5 0 00-4-4.9',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM5 21v-2a5 5 0 015-5h4a5 5 0 015 5v2',
  device: 'M4 5h16v10H4zM9 20h6M12 15v5',
  chart: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6',
  clock: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 7v5l3 2',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  badge: 'M5 4h14v16H5zM10 4v2h4V4M9 16h6M12 13a2 2 0 100-4 2 2 0 000 4z',
  gear: 'M12 15a3 3 0 100-6 3 3 0 000 6zM12 2v4M12 18v4M2 12h4M18 12h4M5 5l2.8 2.8M16.2 16.2L19 19M19 5l-2.8 2.8M7.8 16.2L5 19',
  map: 'M9 4L3 6v14l6-2 6 2 6-2V4l-6 2zM9 4v14M15 6v14',
  shield: 'M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z',
  question: 'M9 9a3 3 0 116 0c0 2-3 2.5-3 4.5M12 17h.01',
  search: 'M10.5 18a7.5 7.5 0 100-15 7.5 7.5 0 000 15zM16 16l5 5',
  menu: 'M4 6h16M4 12h16M4 18h16',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  left: 'M15 6l-6 6 6 6',
  right: 'M9 6l6 6-6 6',
  check: 'M5 12l5 5L20 7',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  pen: 'M4 20h4L20 8l-4-4L4 16zM14 6l4 4',
  bin: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  key: 'M8 18a5 5 0 114.6-7H21v4h-3v3h-3v-3h-2.4A5 5 0 018 18zM8 13h.01',
  lock: 'M6 11h12v9H6zM8 11V8a4 4 0 018 0v3',
  card: 'M3 6h18v12H3zM3 10h18M7 15h3',
  printer: 'M7 9V3h10v6M7 18H4V9h16v9h-3M7 14h10v7H7z',
  save: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  upload: 'M12 16V5M7 9l5-5 5 5M4 20h16',
  refresh: 'M20 11a8 8 0 10-2.3 6.7M20 4v7h-7',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  info: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 11v5M12 8h.01',
  link: 'M10 14a4 4 0 005.7 0l3-3A4 4 0 0013 5.300l-1 1M14 10a4 4 0 00-5.700 0l-3 3A4 4 0 0011 18.700l1-1',
  building: 'M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3',
  car: 'M4 16v-4l2-5h12l2 5v4zM4 12h16M7 16v2M17 16v2',
  camera: 'M3 7h12v10H3zM15 11l6-3v8l-6-3',
  screen: 'M3 5h18v12H3zM8 21h8',
  hook: 'M18 8a4 4 0 10-5 3.900L10 17M7 13a4 4 0 104 4h7M14 8l3 5a4 4 0 11-2 6',
  out: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4',
} as const;

export type IconName = keyof typeof paths;

/** Beside a word: an icon alone is not understood, so it is not read aloud. */
export const Icon = ({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    viewBox="0 0 24 24"
    width={size}
    height={size}
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
    className={`icon icon-${name}`}
  >
    <path d={paths[name]} />
  </svg>
);
