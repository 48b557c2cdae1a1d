package audit_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/internal/audit"
)

// The committed kernels keep every promise.
func TestEmitted(t *testing.T) {
	t.Parallel()
	p, err := audit.Read(os.DirFS("../../.."))
	require.NoError(t, err)
	for _, c := range audit.Checks {
		t.Run(c.Name, func(t *testing.T) {
			found := c.Run(p)
			for i, f := range found {
				if i == 20 {
					t.Errorf("and %d more", len(found)-i)
					break
				}
				t.Error(f)
			}
			if len(found) > 0 {
				t.Log("why it matters: " + c.Why)
			}
		})
	}
}
