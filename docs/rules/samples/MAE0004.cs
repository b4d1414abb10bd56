#define CONTRACTS_FULL // MAE0004
static class Program
{
}
