/** Names of TransFlag by the places of its digits (Attendance PUSH 4.4). */
const places = 'AttLog OpLog AttPhoto EnrollFP EnrollUser FPImag ChgUser ChgFP FACE UserPic WORKCODE BioPhoto'.split(
  ' ',
);

const everything: ReadonlySet<string> = new Set(
  'AttLog OpLog AttPhoto EnrollUser EnrollFP FACE UserPic BioPhoto'.split(' '),
);
/** If all digits are zero, pictures of punches are still sent. */
const least: ReadonlySet<string> = new Set(['AttPhoto']);

/** What a server wants to be sent, by words or by digits. */
export function transfersOf(flag: string | undefined): ReadonlySet<string> {
  if (flag === undefined) return everything;
  if (!/^[01]+$/.test(flag))
    return new Set(
      flag
        .trim()
        .replace(/^(?:TransFlag=)?TransData(?:\s|$)/i, '')
        .split(/[\t ,]/),
    );
  const wanted = places.filter((_, at) => flag.charAt(at) === '1');
  return wanted.length === 0 ? least : new Set(wanted);
}
