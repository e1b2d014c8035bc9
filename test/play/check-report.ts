/** What was looked at, line by line, and how it went. */
export type Report = {
  /** One line for each thing. A look may say what it measured. */
  check(name: string, look: () => Promise<string | void>): Promise<boolean>;
  say(line: string): void;
  /** The last line: how many checks, how many of them failed. */
  conclude(): boolean;
};

const LINES_OF_A_FAILURE = 3;

export function createReport(write: (line: string) => void): Report {
  const began = performance.now();
  let checks = 0;
  let failed = 0;
  return {
    say: write,
    async check(name, look) {
      const from = performance.now();
      checks += 1;
      try {
        const found = await look();
        write(`✓ ${name} (${typeof found === 'string' ? found : secondsSince(from)})`);
        return true;
      } catch (error) {
        failed += 1;
        const said = error instanceof Error ? error.message : String(error);
        write(`✗ ${name} (${secondsSince(from)})`);
        for (const line of said.split('\n').slice(0, LINES_OF_A_FAILURE)) write(`    ${line}`);
        return false;
      }
    },
    conclude() {
      write(`page: ${checks} checks, ${failed} failed, ${secondsSince(began)}`);
      return failed === 0;
    },
  };
}

function secondsSince(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
