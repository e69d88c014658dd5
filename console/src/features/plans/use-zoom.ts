import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react';

const most = 8;
/** Pixels of a wheel's turn that double the size. */
const doubling = 400;
const lineHeight = 16;

/** A point of the sheet, as parts of its size, and where on the screen it is to stay. */
interface Held {
  readonly part: { readonly x: number; readonly y: number };
  readonly at: { readonly x: number; readonly y: number };
}

/** How large the sheet is; 1 = all of it is seen. What is under the pointer, or in the middle, stays where it is. */
export function useZoom(box: RefObject<HTMLElement | null>, sheet: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState(1);
  const held = useRef<Held | null>(null);

  const zoomBy = (factor: number, at?: Held['at']) => {
    const view = box.current?.getBoundingClientRect();
    const size = sheet.current?.getBoundingClientRect();
    if (!view || !size || size.width === 0 || size.height === 0) return;
    const { x, y } = at ?? { x: view.left + view.width / 2, y: view.top + view.height / 2 };
    held.current = { at: { x, y }, part: { x: (x - size.left) / size.width, y: (y - size.top) / size.height } };
    setZoom(Math.min(most, Math.max(1, zoom * factor)));
  };

  const whole = () => {
    held.current = null;
    setZoom(1);
  };

  useLayoutEffect(() => {
    const size = sheet.current?.getBoundingClientRect();
    if (!box.current || !size || !held.current) return;
    const { at, part } = held.current;
    held.current = null;
    box.current.scrollLeft += size.left + part.x * size.width - at.x;
    box.current.scrollTop += size.top + part.y * size.height - at.y;
  }, [zoom, box, sheet]);

  const turned = useEffectEvent((event: WheelEvent) => {
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * lineHeight;
    // What cannot become smaller lets the page scroll.
    if (pixels === 0 || (zoom === 1 && pixels > 0)) return;
    event.preventDefault();
    zoomBy(2 ** (-pixels / doubling), { x: event.clientX, y: event.clientY });
  });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => turned(event);
    // React's own listener may not keep the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box]);

  return { zoom, zoomBy, whole };
}
