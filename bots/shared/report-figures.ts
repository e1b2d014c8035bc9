/** `12300.5 USDT` → `12,300.5 USDT`: thousands apart, for reading; exact all the same. */
export function grouped(amount: string): string {
  return amount.replace(/^(-?)(\d+)/, (_, sign: string, whole: string) => {
    return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',');
  });
}
